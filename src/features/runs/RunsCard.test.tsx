import { act, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { startRun } from "../../../mocks/world.ts";
import { defaultPolicy } from "../../../server/admission/policy.ts";
import type { Run } from "../../contract/runs.ts";
import { at, openPage, type Page } from "../../renderPage.tsx";
import { ToastArea } from "../frame/ToastArea.tsx";
import { endWords } from "../../domain/endWords.ts";
import { RunsCard } from "./RunsCard.tsx";

let page: Page;
beforeEach(async () => {
  const runs = { max: 50, window_seconds: 3600, lease_seconds: 90 };
  page = await openPage({ policy: { ...defaultPolicy, runs } });
  for (const id of ["acme/web", "docs"]) {
    await page.world.records.addProject({ id, name: id, sample: false, created_at: at(0) });
  }
});

const show = (projectId?: string) =>
  page.render(
    <>
      <RunsCard {...(projectId === undefined ? {} : { projectId })} />
      <ToastArea />
    </>,
  );
const rows = () => within(screen.getByRole("region", { name: "Runs" })).getAllByRole("listitem");
const loaded = () => screen.findAllByRole("listitem");

describe("the list of runs", () => {
  it("says that there are none, which is neither pending nor failed", async () => {
    show();
    expect(screen.getByRole("status", { name: "Loading: Runs" })).toBeVisible();
    expect(await screen.findByText("No runs yet")).toBeVisible();
    expect(screen.queryByText("Runs unavailable")).toBeNull();
  });

  it("says that it cannot be had, which is not empty", async () => {
    page.world.breakEngine("records");
    show();
    expect(await screen.findByText("Runs unavailable")).toBeVisible();
    expect(screen.queryByText("No runs yet")).toBeNull();
  });

  it("has the newest first, of all projects or of one", async () => {
    await startRun(page.world, { message: "first" });
    await page.clock.turn(60);
    await startRun(page.world, { message: "second", project_id: "docs" });
    const { unmount } = show();
    await loaded();
    expect(rows()).toHaveLength(2);
    expect(rows()[0]).toHaveTextContent(/^secondRunningStarted just now · sample agent/);
    expect(rows()[1]).toHaveTextContent(/^firstRunningStarted 1 m ago/);
    unmount();
    show("docs");
    await loaded();
    expect(rows()).toHaveLength(1);
    expect(rows()[0]).toHaveTextContent(/^second/);
  });

  it("shows eight, and eight more each time it is asked", async () => {
    for (let n = 0; n < 17; n++) await startRun(page.world, { message: `run ${n}` });
    show();
    await loaded();
    const more = () => screen.queryByRole("button", { name: "Show more" });
    expect(rows()).toHaveLength(8);
    await page.user.click(more() as HTMLElement);
    expect(rows()).toHaveLength(16);
    await page.user.click(more() as HTMLElement);
    expect(rows()).toHaveLength(17);
    expect(more()).toBeNull();
  });

  it("grows when a run starts, and tells how one ended and how long it took", async () => {
    show();
    await screen.findByText("No runs yet");
    let id = "";
    await act(async () => {
      id = await startRun(page.world, { message: "Fix it" });
    });
    await loaded();
    await page.clock.turn(90);
    await act(async () => {
      page.world.launcher.exit(id, 3);
      await page.world.admission.lifecycle.settled();
    });
    await waitFor(() => expect(rows()[0]).toHaveTextContent("Failed"));
    expect(rows()[0]).toHaveTextContent("took 1 m 30 s · ended with code 3");
    expect(screen.queryByRole("button", { name: /^Cancel/ })).toBeNull();
  });
});

describe("a run", () => {
  it("is cancelled, and the list says so", async () => {
    await startRun(page.world, { message: "Fix it" });
    show();
    await page.user.click(await screen.findByRole("button", { name: "Cancel Fix it" }));
    expect(await screen.findByText("Run is being cancelled")).toBeVisible();
    await waitFor(() => expect(rows()[0]).toHaveTextContent("Cancelled"));
  });

  it("says why it was not cancelled", async () => {
    await startRun(page.world, { message: "Fix it" });
    show();
    const cancel = await screen.findByRole("button", { name: "Cancel Fix it" });
    page.way = (request, send) =>
      request.method === "POST" ? Promise.reject(new TypeError("fetch failed")) : send(request);
    await page.user.click(cancel);
    expect(await screen.findByText("Not cancelled: The server cannot be reached.")).toBeVisible();
    expect(rows()[0]).toHaveTextContent("Running");
  });

  it("asks for its output once it is opened, and shows it as it grows", async () => {
    const id = await startRun(page.world, { message: "Fix it" });
    show();
    await loaded();
    expect(page.asked).not.toContain(`GET /runs/${id}`);
    await page.user.click(screen.getByText("Output"));
    const output = await screen.findByRole("region", { name: "Output" });
    expect(output).toHaveTextContent("Asked: Fix it");
    expect(output).toHaveAttribute("tabIndex", "0");
  });

  it("says how much of its output is gone", async () => {
    const id = await startRun(page.world, { message: "Fix it" });
    page.world.launcher.output = () => ({ text: "the end", dropped_bytes: 12_345 });
    show();
    await loaded();
    await page.user.click(screen.getByText("Output"));
    expect(await screen.findByText("The beginning is gone: 12,345 bytes.")).toBeVisible();
    expect(page.times(`GET /runs/${id}`)).toBe(1);
  });

  it("says that its output cannot be had, and asks again when told to", async () => {
    await startRun(page.world, { message: "Fix it" });
    show();
    await loaded();
    const { way } = page;
    page.way = () => Promise.reject(new TypeError("fetch failed"));
    await page.user.click(screen.getByText("Output"));
    expect(await screen.findByText("Output unavailable")).toBeVisible();
    page.way = way;
    await page.user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("region", { name: "Output" })).toBeVisible();
  });

  it("has no output where its caller carries it out", async () => {
    await startRun(page.world, { execution: "external" });
    show();
    await loaded();
    expect(rows()[0]).toHaveTextContent(/^No messageRunning.* · run by its caller/);
    expect(screen.queryByText("Output")).toBeNull();
  });
});

describe("why a run is over", () => {
  it.each<[string, Partial<Run>]>([
    ["", { end_reason: null }],
    ["ended with code 0", { end_reason: "exited", exit_code: 0 }],
    ["ended by a signal", { end_reason: "exited", exit_code: null }],
    ["cancelled", { end_reason: "cancelled" }],
    ["no heartbeat came in time", { end_reason: "lease_expired" }],
    ["did not start", { end_reason: "launch_failed" }],
    ["the server was gone before it ended", { end_reason: "server_lost" }],
  ])("is said: %s", (words, run) => {
    expect(endWords(run as Run)).toBe(words);
  });
});
