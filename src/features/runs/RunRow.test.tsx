import { act, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { parkRun, startRun } from "../../../mocks/world.ts";
import { defaultPolicy } from "../../../server/admission/policy.ts";
import { at, openPage, type Page } from "../../renderPage.tsx";
import { ToastArea } from "../frame/ToastArea.tsx";
import { RunsCard } from "./RunsCard.tsx";

let page: Page;
beforeEach(async () => {
  page = await openPage({
    policy: { ...defaultPolicy, projects: { "*": { max_concurrency: 1 } } },
  });
  await addWeb();
});
const addWeb = () =>
  page.world.records.addProject({
    id: "acme/web",
    name: "Web",
    sample: false,
    created_at: at(0),
  });

const show = () =>
  page.render(
    <>
      <RunsCard />
      <ToastArea />
    </>,
  );
const row = async (title: string): Promise<HTMLElement> => {
  const rows = await screen.findAllByRole("listitem");
  const found = rows.find((item) => within(item).queryByTitle(title));
  if (!found) throw new Error(`There is no row ${title}.`);
  return found;
};

describe("a run that waits", () => {
  it("shows its place and since when, and has no output", async () => {
    for (const message of ["one", "two", "three"]) await startRun(page.world, { message });
    show();
    expect(await row("three")).toHaveTextContent(
      /^threeQueued, place 2Waiting since \d\d:\d\d \S+ · /,
    );
    expect(await row("two")).toHaveTextContent("Queued, place 1");
    expect(await row("three")).not.toHaveTextContent(/Started|Output/);
    expect(await row("one")).toHaveTextContent(/RunningStarted just now/);
  });

  it("is cancelled, and those behind it move up", async () => {
    for (const message of ["one", "two", "three"]) await startRun(page.world, { message });
    show();
    await page.user.click(await screen.findByRole("button", { name: "Cancel two" }));
    expect(await screen.findByText("Run cancelled")).toBeVisible();
    await waitFor(async () => expect(await row("three")).toHaveTextContent("place 1"));
    expect(await row("two")).toHaveTextContent("CancelledNever started, asked for just now");
    expect(await row("two")).not.toHaveTextContent(/took|Output/);
  });

  it("starts by itself, and counts from then on", async () => {
    const id = await startRun(page.world, { message: "one" });
    await startRun(page.world, { message: "two" });
    show();
    await row("two");
    await page.clock.turn(60);
    await act(async () => {
      page.world.launcher.exit(id, 0);
      await page.world.admission.lifecycle.settled();
    });
    await waitFor(async () => expect(await row("two")).toHaveTextContent("Running"));
    expect(await row("two")).toHaveTextContent("Started just now");
    expect(await row("one")).toHaveTextContent("took 1 m");
  });
});

describe("a run that is parked", () => {
  beforeEach(async () => {
    const runs = { max: 1, window_seconds: 300, lease_seconds: 90 };
    page = await openPage({ policy: { ...defaultPolicy, runs } });
    await addWeb();
    await startRun(page.world, { message: "now" });
  });

  it("shows until when it waits, how long at most, and for what", async () => {
    const id = await parkRun(page.world, { message: "later" });
    show();
    expect(await row("later")).toHaveTextContent(
      /^laterParkedWaits, resumes about \d\d:\d\d \S+, given up \S+ \d\d:\d\d \S+ at the latest/,
    );
    expect(await row("later")).toHaveTextContent(/Run quota exhausted\. You have started 1 run/);
    expect(await row("later")).not.toHaveTextContent(/Started|Output/);
    const run = await page.world.records.findRun(id);
    expect(run?.parked_until).toBe(at(72 * 3600));
  });

  it("is cancelled, and starts no more", async () => {
    await parkRun(page.world, { message: "later" });
    show();
    await page.user.click(await screen.findByRole("button", { name: "Cancel later" }));
    expect(await screen.findByText("Run cancelled")).toBeVisible();
    await waitFor(async () => expect(await row("later")).toHaveTextContent(/^laterCancelledNever/));
    expect(await page.world.records.parkedRuns()).toEqual([]);
  });

  it("says that it was given up, and what it had waited for", async () => {
    await parkRun(page.world, { message: "later" });
    show();
    await row("later");
    page.world.breakEngine("counters");
    await page.clock.turn(72 * 3600);
    await act(() => page.world.admission.parking.tick());
    await page.live.close();
    await page.live.open();
    await waitFor(async () => expect(await row("later")).toHaveTextContent(/^laterSkipped/));
    expect(await row("later")).toHaveTextContent("parked for as long as it may be");
    expect(await row("later")).toHaveTextContent("Run quota exhausted.");
  });
});

it("says in words why a run was skipped", async () => {
  await startRun(page.world, { message: "one" });
  const id = await startRun(page.world, { message: "two" });
  const run = await page.world.records.findRun(id);
  if (!run) throw new Error("The run is gone.");
  await page.world.admission.lifecycle.skip(run, {
    reason: "compute_quota_exceeded",
    used_seconds: 7200,
    quota_seconds: 3600,
    resets_at: at(86_400),
    upgrade_url: null,
  });
  show();
  expect(await row("two")).toHaveTextContent("SkippedNever started, asked for just now");
  expect(await row("two")).toHaveTextContent(
    "Monthly compute quota exceeded. You have used 2 h of 1 h compute this month.",
  );
  expect(within(await row("two")).queryByRole("button")).toBeNull();
});
