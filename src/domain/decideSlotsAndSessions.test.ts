import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ComputeUsage } from "../contract/sessions.ts";
import { type Asked, decide, type Facts, type SessionCount, type SlotsFact } from "./decide.ts";
import { reasonOrder } from "./refusals.ts";
import { readRunWindow } from "./runWindow.ts";

const NOW = Date.parse("2026-05-20T12:00:00.000Z");
const FULL_UNTIL = "2026-05-20T12:59:00.000Z";
const MONTH_END = "2026-06-01T00:00:00.000Z";

const known = <T>(value: T): Asked<T> => ({ known: true, value });
const lost = (engine: "records" | "counters") => ({ known: false, engine }) as const;

const compute = (monthly_seconds: number): Asked<ComputeUsage> =>
  known({
    monthly_seconds,
    monthly_quota_seconds: 1000,
    daily_seconds: 0,
    tier: "member",
    period: "2026-05",
    resets_at: MONTH_END,
    observed_at: "2026-05-20T12:00:00.000Z",
    upgrade_url: null,
  });
const sessions = (running: number, max: number): Asked<SessionCount> =>
  known({ running, max, sessions: [{ id: "s", name: "Pairing", started_at: FULL_UNTIL }] });
const window = (used: number) =>
  known(
    readRunWindow(
      Array.from({ length: used }, () => NOW - 60_000),
      { max: 10, window_seconds: 3600 },
      NOW,
    ),
  );
const slots = (active: number, max: number, queued = 0): Asked<SlotsFact> =>
  known({ project_id: "acme/web", active, max, queued });
const prLock = { project_id: "acme/web", locked: true, held_since: null, queue_depth: 2 };

const reasons = (facts: Facts) => decide(facts, NOW).reasons.map(({ reason }) => reason);
const advice = (facts: Facts) => decide(facts, NOW).advice.map(({ kind }) => kind);

describe("what refuses", () => {
  it("is the month's compute before the sessions, and an act is no waiting", () => {
    const facts: Facts = { kind: "session", sessions: sessions(2, 2), compute: compute(1000) };
    expect(decide(facts, NOW)).toMatchObject({
      allowed: false,
      refusal: { reason: "compute_quota_exceeded" },
      reasons: [{ reason: "compute_quota_exceeded" }, { reason: "session_limit_reached" }],
      retry_at: null,
    });
  });

  it("is the month's compute before the window of runs, and both are waited for", () => {
    const facts: Facts = { kind: "run", runQuota: window(10), compute: compute(1000) };
    expect(reasons(facts)).toEqual(["compute_quota_exceeded", "run_quota_exhausted"]);
    expect(decide(facts, NOW).retry_at).toBe(MONTH_END);
  });

  it.each([
    { running: 1, max: 2, allowed: true },
    { running: 2, max: 2, allowed: false },
    { running: 3, max: 2, allowed: false },
    { running: 0, max: 0, allowed: false },
  ])("$running of $max sessions: allowed $allowed", ({ running, max, allowed }) => {
    const facts: Facts = { kind: "session", sessions: sessions(running, max) };
    expect(decide(facts, NOW).allowed).toBe(allowed);
  });

  it.each([
    ["compute", { kind: "session", compute: lost("records"), sessions: sessions(0, 2) }],
    ["sessions", { kind: "session", compute: compute(0), sessions: lost("counters") }],
    ["the window", { kind: "run", runQuota: lost("counters"), slots: slots(0, 2) }],
    ["slots", { kind: "run", runQuota: window(0), slots: lost("counters") }],
  ] as const)("is not knowing %s: nothing starts uncounted", (_, facts) => {
    expect(decide(facts, NOW)).toMatchObject({
      allowed: false,
      reasons: [{ reason: "limits_unavailable" }],
      retry_at: "2026-05-20T12:00:05.000Z",
      advice: [],
    });
  });

  it("is each engine once, however many limits it keeps, behind what is known", () => {
    const facts: Facts = {
      kind: "run",
      compute: lost("records"),
      runQuota: lost("counters"),
      slots: lost("counters"),
    };
    const engines = decide(facts, NOW).reasons.map((reason) => "engine" in reason && reason.engine);
    expect(engines).toEqual(["records", "counters"]);
    expect(reasons({ ...facts, runQuota: window(10) })).toEqual([
      "run_quota_exhausted",
      "limits_unavailable",
      "limits_unavailable",
    ]);
  });
});

describe("what advises", () => {
  it.each([
    { of: slots(1, 2), kinds: [] },
    { of: slots(2, 2), kinds: ["concurrency_full"] },
    { of: slots(1, 2, 1), kinds: ["concurrency_full"] },
    { of: slots(5, 2), kinds: ["concurrency_full"] },
    { of: slots(0, 0), kinds: ["concurrency_full"] },
  ])("a full project never refuses: $kinds", ({ of, kinds }) => {
    const facts: Facts = { kind: "run", runQuota: window(0), slots: of };
    expect(decide(facts, NOW).allowed).toBe(true);
    expect(advice(facts)).toEqual(kinds);
  });

  it("a held lock is told and never gates", () => {
    const facts: Facts = { kind: "run", runQuota: window(0), slots: slots(0, 2), prLock };
    expect(decide(facts, NOW)).toMatchObject({
      allowed: true,
      advice: [{ kind: "pr_lock_held", held_since: null, queue_depth: 2 }],
    });
    expect(advice({ ...facts, prLock: { ...prLock, locked: false } })).toEqual([]);
  });

  it.each([
    { used: 799, kinds: [] },
    { used: 800, kinds: ["approaching"] },
    { used: 999, kinds: ["approaching"] },
  ])("compute at $used of 1000: $kinds", ({ used, kinds }) => {
    expect(advice({ kind: "session", compute: compute(used) })).toEqual(kinds);
  });

  it("keeps still where something refuses", () => {
    expect(advice({ kind: "run", runQuota: window(10), slots: slots(2, 2), prLock })).toEqual([]);
  });
});

it("refuses just when a reason does, in the order of the table, whatever the facts", () => {
  const engine = fc.constantFrom("records" as const, "counters" as const).map(lost);
  const count = fc.integer({ min: 0, max: 3 });
  const facts: fc.Arbitrary<Facts> = fc.record(
    {
      kind: fc.constantFrom("run" as const, "session" as const),
      compute: fc.oneof(fc.constantFrom(0, 800, 999.9, 1000).map(compute), engine),
      sessions: fc.oneof(
        fc.tuple(count, count).map(([a, b]) => sessions(a, b)),
        engine,
      ),
      runQuota: fc.oneof(fc.constantFrom(0, 8, 10, 11).map(window), engine),
      slots: fc.oneof(
        fc.tuple(count, count, count).map((given) => slots(...given)),
        engine,
      ),
      prLock: fc.constant(prLock),
    },
    { requiredKeys: ["kind"] },
  );
  fc.assert(
    fc.property(facts, (given) => {
      const decision = decide(given, NOW);
      const order = decision.reasons.map(({ reason }) => reasonOrder.indexOf(reason));
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(decision.allowed).toBe(order.length === 0);
      expect(decision.refusal).toEqual(decision.reasons[0] ?? null);
      const asked = [given.compute, given.sessions, given.runQuota, given.slots];
      const allKnown = asked.every((one) => one?.known !== false);
      expect(decision.allowed && !allKnown).toBe(false);
      // Neither a full project nor a held lock makes a difference to the verdict.
      const { slots: _, prLock: __, ...gating } = given;
      const without = decide(gating, NOW).allowed;
      expect(given.slots?.known === false || without === decision.allowed).toBe(true);
    }),
    { seed: 20260301, numRuns: 500 },
  );
});
