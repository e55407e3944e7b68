import { beforeEach, describe, expect, it, vi } from "vitest";
import { createWorld, startRun, type World } from "../../mocks/world.ts";
import { decide } from "../../src/domain/decide.ts";
import type { Work } from "./admit.ts";
import { LaunchError } from "../launcher/launcher.ts";
import { gatherFacts } from "./gatherFacts.ts";
import { defaultPolicy, type Policy } from "./policy.ts";
import type { Principal } from "./principal.ts";

const T0 = Date.parse("2026-05-20T12:00:00.000Z");
const MINUTE = 60_000;
const WEB = "acme/web";
const policy: Policy = {
  ...defaultPolicy,
  projects: { "*": { max_concurrency: 1 } },
};
const dana: Principal = { id: "dana", name: "Dana", role: "member" };
const eve: Principal = { id: "eve", name: "Eve", role: "member" };

let now: number;
let world: World;

/** Everyone's caps hold: the workspace's one Claude account is at 95 %. */
beforeEach(async () => {
  now = T0;
  world = await createWorld({ policy, now: () => now, principal: dana });
  const created_at = "2026-01-01T00:00:00.000Z";
  await world.records.addProject({ id: WEB, name: WEB, sample: false, created_at });
  world.vendor.set("claude", "token", { session_pct: 95, session_resets_at: 7200 });
  const credential = { kind: "token", token: "token" } as const;
  const given = { provider: "claude", nickname: null, credential, owner: "workspace" } as const;
  await world.accounts.connections.add({ ...dana, role: "operator" }, given);
  for (const { id } of [dana, eve]) {
    await world.records.writeThresholds(id, { session_pct: 90, week_pct: null });
  }
});

const start = (work: Partial<Work> = {}, principal = dana) =>
  startRun({ ...world, principal }, { execution: "external", ...work }).then(
    () => "started",
    (error: Error) => error.message,
  );
const openOne = (principal = dana) => world.admission.overrides.open(principal, null);
const finish = (id: string) => world.admission.lifecycle.finish(dana, id, { status: "succeeded" });
const HELD = "refused: session_threshold";

describe("a session that passed the caps", () => {
  it("may be talked to, unlike another one", async () => {
    await world.records.writeThresholds("dana", { session_pct: null, week_pct: null });
    const other = await startRun(world, { kind: "session", project_id: null });
    await world.records.writeThresholds("dana", { session_pct: 90, week_pct: null });
    await openOne();
    const passed = await startRun(world, { kind: "session", project_id: null, source: "manual" });
    const outcomeOf = async (session: string) =>
      (await world.admission.messages.send(dana, session, "hello")).outcome;
    expect(await outcomeOf(passed)).toBe("accepted");
    expect(await outcomeOf(other)).toBe("refused");
  });
});

describe("a start that may pass the caps", () => {
  it("is one, and the person's who said so", async () => {
    await openOne();
    expect(await start({}, eve)).toBe(HELD);
    expect(await start()).toBe("started");
    expect(await start()).toBe(HELD);
  });

  it.each([
    [15 * MINUTE - 1, "started"],
    [15 * MINUTE, HELD],
  ])("%d ms after it was said: %s", async (later, outcome) => {
    const { expires_at } = await openOne();
    expect(Date.parse(expires_at)).toBe(T0 + 15 * MINUTE);
    now += later;
    expect(await start()).toBe(outcome);
  });

  it.each([
    ["manual", "started"],
    ["chat", "started"],
    ["api", "started"],
    ["schedule", HELD],
    ["error_capture", HELD],
    ["mcp", HELD],
  ] as const)("is one by hand: from %s it is %s", async (source, outcome) => {
    await openOne();
    expect(await start({ source })).toBe(outcome);
  });

  it("is one of many at once", async () => {
    await openOne();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => start()));
    expect(outcomes.filter((outcome) => outcome === "started")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === HELD)).toHaveLength(9);
  });

  it("keeps its word where it waits for a slot first", async () => {
    await world.records.writeThresholds("dana", { session_pct: null, week_pct: null });
    const first = await startRun(world, { execution: "external" });
    await world.records.writeThresholds("dana", { session_pct: 90, week_pct: null });
    await openOne();
    const second = await startRun(world, { execution: "external" });
    now += 20 * MINUTE;
    await finish(first);
    expect((await world.records.findRun(second))?.status).toBe("running");
  });

  it("does not let those pass that waited before", async () => {
    await world.records.writeThresholds("dana", { session_pct: null, week_pct: null });
    const first = await startRun(world, { execution: "external" });
    const second = await startRun(world, { execution: "external" });
    await world.records.writeThresholds("dana", { session_pct: 90, week_pct: null });
    await openOne();
    await finish(first);
    expect((await world.records.findRun(second))?.status).toBe("skipped_quota");
    expect(await start()).toBe("started");
  });
});

it("is for starts: a message is refused with it open, and said to be", async () => {
  await world.records.writeThresholds("dana", { session_pct: null, week_pct: null });
  const id = await startRun(world, { kind: "session", project_id: null });
  await world.records.writeThresholds("dana", { session_pct: 90, week_pct: null });
  await openOne();
  expect(await world.admission.messages.send(dana, id, "Go on")).toMatchObject({
    outcome: "refused",
  });
  const allowed = async (kind: string) => {
    const body = JSON.stringify({ kind });
    const request = new Request("http://localhost/api/decision", { method: "POST", body });
    return ((await (await world.app.fetch(request)).json()) as { allowed: boolean }).allowed;
  };
  expect([await allowed("message"), await allowed("session")]).toEqual([false, true]);
});

describe("what a start has taken that did not come to be", () => {
  it.each([
    [
      "its agent did not start",
      async () => {
        const missing = new LaunchError("No such program.");
        vi.spyOn(world.launcher, "start").mockRejectedValueOnce(missing);
        expect(await start({ execution: "managed" })).toBe("No such program.");
      },
    ],
    [
      "an engine failed",
      async () => {
        const full = new Error("The disk is full.");
        vi.spyOn(world.records, "addRun").mockRejectedValueOnce(full);
        expect(await start()).toBe("The disk is full.");
      },
    ],
    [
      "it was cancelled while it waited for a slot",
      async () => {
        await startRun(world, { provider: "codex" });
        const id = await startRun(world, { execution: "external" });
        expect((await world.records.findRun(id))?.status).toBe("queued");
        await world.admission.lifecycle.cancel(dana, id, "task");
      },
    ],
  ])("is open again: %s", async (_, fail) => {
    await openOne();
    await fail();
    expect(await start()).toBe("started");
    expect(await start()).toBe(HELD);
  });
});

it("asks our own records: without them nothing starts, whatever the caps are", async () => {
  await world.records.writeThresholds("dana", { session_pct: null, week_pct: null });
  const { records, counters, launcher, ledger, accounts } = world;
  const { selecting } = accounts;
  const deps = { records, counters, launcher, ledger, selecting, policy: () => policy };
  const work = { kind: "run", execution: "external" } as const;
  const question = { ...work, user_id: "dana", project_id: null, model: null };
  const reasons = async (provider: string | null) =>
    decide(await gatherFacts(deps, { ...question, provider }, now), now).reasons;
  world.breakEngine("records");
  expect(await reasons(null)).toMatchObject([{ reason: "limits_unavailable", engine: "records" }]);
  // What does not meet the caps does not ask for them.
  expect(await reasons("codex")).toEqual([]);
});

it("tells the person's pages when caps, the word, or its use change anything", async () => {
  const events: (string | null)[] = [];
  world.counters.subscribe(({ keys, user_id }) => {
    if (keys.includes("/account/claude-thresholds")) events.push(user_id);
  });
  await world.app.fetch(
    new Request("http://localhost/api/account/claude-thresholds", {
      method: "PUT",
      body: JSON.stringify({ session_pct: 80, week_pct: null }),
    }),
  );
  expect(events).toEqual(["dana"]);
  await openOne();
  expect(events).toHaveLength(2);
  await start();
  expect(events).toEqual(["dana", "dana", "dana"]);
});
