import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { startRun } from "../../../mocks/world.ts";
import { defaultPolicy } from "../../../server/admission/policy.ts";
import type { Concurrency } from "../../contract/quota.ts";
import { at, openPage, renderUnderClock, useFakeTimers } from "../../renderPage.tsx";
import { ConcurrencyCard, Slots } from "./ConcurrencyCard.tsx";

const PROJECT = "acme/web";
const ADVISORY =
  "This repository is at maximum concurrency. A new run will queue until an active run completes.";

/** The card in a world with `max` slots, in which these runs were started. */
async function open(max: number, messages: readonly string[]) {
  const page = await openPage({
    policy: { ...defaultPolicy, projects: { "*": { max_concurrency: max } } },
  });
  await page.world.records.addProject({
    id: PROJECT,
    name: "Web",
    sample: false,
    created_at: at(0),
  });
  const start = (message: string) => startRun(page.world, { message, execution: "external" });
  const ids: string[] = [];
  for (const message of messages) ids.push(await start(message));
  page.render(<ConcurrencyCard projectId={PROJECT} />);
  await screen.findByRole("meter", { name: "Concurrency" });
  return { page, ids };
}

const card = () => screen.getByRole("region", { name: "Concurrency" });
const meter = () => screen.getByRole("meter", { name: "Concurrency" });
const rows = (name: string) =>
  within(screen.getByRole("region", { name })).getAllByRole("listitem");

describe("the concurrency gauge", () => {
  it("shows the active runs, the maximum and the fill", async () => {
    await open(4, ["Fix it"]);
    expect(card()).toHaveTextContent("1 of 4 slots used");
    expect(meter()).toHaveAttribute("aria-valuenow", "25");
    expect(meter()).toHaveAttribute("aria-valuetext", "1 of 4 slots used. OK.");
    expect(screen.queryByText(ADVISORY)).toBeNull();
  });

  it("advises, word for word, at maximum concurrency, and is full", async () => {
    await open(2, ["one", "two"]);
    expect(card()).toHaveTextContent("2 of 2 slots used");
    expect(meter()).toHaveAttribute("aria-valuetext", "2 of 2 slots used. Full.");
    expect(screen.getByText(ADVISORY)).toBeVisible();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("tells who holds a slot, since when, and how long without another heartbeat", async () => {
    const { page, ids } = await open(2, ["Fix the flaky test"]);
    await page.clock.turn(20);
    const [row] = rows("Running");
    expect(row).toHaveTextContent(
      /^Fix the flaky testYou · taskRunning for20 sHeartbeat20 s agoLease left1 m 10 s$/,
    );
    await act(() => page.world.admission.lifecycle.heartbeat(page.world.principal, ids[0] ?? ""));
    await page.live.close();
    await page.live.open();
    await waitFor(() => expect(row).toHaveTextContent(/Heartbeatjust nowLease left1 m 30 s$/));
  });

  it("looks after each third of a lease whether it was renewed, as nobody says so", async () => {
    useFakeTimers();
    const { page, ids } = await open(2, ["Fix it"]);
    await page.clock.turn(10);
    await page.world.admission.lifecycle.heartbeat(page.world.principal, ids[0] ?? "");
    await page.clock.turn(19);
    expect(rows("Running")[0]).toHaveTextContent("Heartbeat29 s ago");
    await page.clock.turn(2);
    await waitFor(() => expect(rows("Running")[0]).toHaveTextContent("Heartbeat21 s ago"));
    expect(page.times("GET /quota/concurrency")).toBe(2);
  });

  it("has the queue in its order, with the reader's places", async () => {
    await open(1, ["one", "two", "three"]);
    const [first, second] = rows("Waiting for a slot");
    expect(first).toHaveTextContent(/^1twoYou · taskwaiting 0 s$/);
    expect(second).toHaveTextContent(/^2three/);
    expect(screen.getByText("You are 1st and 2nd")).toBeVisible();
  });

  it("empties by itself when a run is over, and lets the next in", async () => {
    const { page, ids } = await open(1, ["one", "two"]);
    await act(() =>
      page.world.admission.lifecycle.finish(page.world.principal, ids[0] ?? "", {
        status: "succeeded",
      }),
    );
    await waitFor(() => expect(rows("Running")[0]).toHaveTextContent(/^two/));
    expect(screen.queryByRole("region", { name: "Waiting for a slot" })).toBeNull();
    expect(rows("Running")).toHaveLength(1);
  });

  it("is unavailable, not empty, while nobody can count", async () => {
    const page = await openPage();
    await page.world.records.addProject({
      id: PROJECT,
      name: "",
      sample: false,
      created_at: at(0),
    });
    page.world.breakEngine("counters");
    page.render(<ConcurrencyCard projectId={PROJECT} />);
    expect(await screen.findByText("Concurrency unavailable")).toBeVisible();
    expect(screen.queryByRole("meter")).toBeNull();
    expect(screen.queryByText(/slots used/)).toBeNull();
  });
});

describe("slots, for any answer", () => {
  const party = { kind: "task", title: "Fix it", owner: "mia" } as const;
  const lease = { held_since: at(-60), heartbeat_at: at(-5), lease_expires_at: at(85) };
  const none: Concurrency = { active: 0, max: 2, queued: 0, holders: [], queue: [] };
  const show = (slots: Partial<Concurrency>, me = "sam") =>
    renderUnderClock(
      <Slots projectId={PROJECT} slots={{ ...none, ...slots }} observedAt={at(0)} me={me} />,
    );

  it.each([
    [
      "a maximum that was lowered below what runs",
      { active: 3, max: 2 },
      "3 of 2 slots used",
      "The limit was lowered.",
    ],
    [
      "a maximum of 0",
      { active: 0, max: 0 },
      "0 of 0 slots used",
      "The policy allows no runs here now.",
    ],
  ])("%s reads full, and never past it", (_, slots, words, why) => {
    const { container } = show(slots);
    expect(meter()).toHaveAttribute("aria-valuenow", "100");
    expect(meter()).toHaveAttribute("aria-valuetext", `${words}. Full.`);
    expect(container).toHaveTextContent(why);
    expect(container).not.toHaveTextContent(/NaN|Infinity/);
    expect(screen.getByText(ADVISORY)).toBeVisible();
  });

  it("advises while others wait, though a slot is free for the moment", () => {
    const queue = [{ ...party, run_id: "b", position: 1, queued_at: at(-30) }];
    show({ active: 1, queued: 1, queue });
    expect(screen.getByText(ADVISORY)).toBeVisible();
    expect(screen.queryByText(/^You are/)).toBeNull();
  });

  it("keeps another's title to itself, and names the owner and the kind", () => {
    show({
      active: 1,
      holders: [{ ...party, ...lease, run_id: "a", title: null, kind: "session" }],
    });
    expect(rows("Running")[0]).toHaveTextContent(/^Another's runmia · session/);
  });

  it("says so of a lease that has run out", () => {
    show({ active: 1, holders: [{ ...party, ...lease, run_id: "a", lease_expires_at: at(0) }] });
    expect(rows("Running")[0]).toHaveTextContent(/Lease leftnone, checking$/);
  });
});
