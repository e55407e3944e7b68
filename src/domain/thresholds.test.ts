import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toInstant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import { limitExample } from "../contract/limitExample.ts";
import { readCaps } from "./readCaps.ts";
import {
  capsLiftAt,
  type ThresholdFact,
  thresholdAdvice,
  thresholdRefusals,
} from "./thresholds.ts";

const NOW = Date.parse("2026-05-26T03:00:00.000Z");
const PACE = 300;
const at = (seconds: number) => toInstant(NOW + seconds * 1000);

const window = (id: string, used_pct: number | null, more: Partial<Limit> = {}): Limit =>
  limitExample({ id, used_pct, resets_at: at(7200), observed_at: at(-60), ...more });
const session = (used_pct: number | null, more: Partial<Limit> = {}) =>
  window("session", used_pct, more);
const week = (used_pct: number | null, more: Partial<Limit> = {}) =>
  window("weekly", used_pct, { resets_at: at(90_000), ...more });
const model = (name: string, used_pct: number, more: Partial<Limit> = {}) =>
  window(`weekly:model:${name}`, used_pct, {
    label: `Weekly ${name}`,
    scope: `model:${name}`,
    resets_at: at(180_000),
    ...more,
  });
const NO_RESET = { resets_at: null, reset_trust: "none" } as const;
const PASSED = { resets_at: at(0), observed_at: at(-60) };
const STILL = { resets_at: at(-30), observed_at: at(-10) };
const OVERAGE = window("extra", 10, { kind: "spend", gates: false, enabled: true, ...NO_RESET });
const OLD = { observed_at: at(-2 * PACE) };

type Account = ThresholdFact["accounts"][number];
const account = (limits: Limit[], more: Partial<Account> = {}): Account => ({
  account_id: "a",
  provider: "claude",
  status: "ok",
  vendor_verdict: null,
  coverage: "full",
  default_scopes: ["account"],
  limits,
  observed_at: limits[0]?.observed_at ?? null,
  ...more,
});
const fact = (limits: Limit[], more: Partial<ThresholdFact> = {}): ThresholdFact => ({
  thresholds: { session_pct: 90, week_pct: 90 },
  model: null,
  poll_seconds: PACE,
  accounts: [account(limits)],
  ...more,
});
const reasons = (fact: ThresholdFact) => thresholdRefusals(fact, NOW).map(({ reason }) => reason);
const S = "session_threshold";
const W = "week_threshold";

describe("the threshold gate", () => {
  it.each<[string, Limit[], string[]]>([
    ["is open below both caps", [session(50), week(50)], []],
    ["is open at 89.6 against 90, though it is shown as 90", [session(89.6)], []],
    ["is shut at 90 against 90", [session(90)], [S]],
    ["is shut above", [session(97.3)], [S]],
    ["is shut above 100", [session(104)], [S]],
    ["is shut by the week", [session(10), week(90)], [W]],
    ["names the session first if both are over", [week(95), session(95)], [S, W]],
    ["is open with a missing session window", [week(10)], []],
    ["is open with a missing week", [session(10)], []],
    ["is open without any window", [], []],
    ["is open where the share is unknown", [session(null), week(null)], []],
    ["is shut without a reset while that was just seen", [session(95, NO_RESET)], [S]],
    ["is open without a reset after two polls", [session(95, { ...NO_RESET, ...OLD })], []],
    ["is open once the reset has passed", [session(95, PASSED)], []],
    ["is open at 100 once the reset has passed", [session(100, PASSED)], []],
    ["is open where the vendor still names a reset that has passed", [session(95, STILL)], []],
    [
      "is shut by a passed session and a full week, through the week",
      [session(95, PASSED), week(95)],
      [W],
    ],
    ["is shut by old numbers with a trusted reset ahead", [session(95, OLD)], [S]],
    [
      "is open by old numbers whose reset may move",
      [session(95, { ...OLD, reset_trust: "upper_bound" })],
      [],
    ],
    [
      "is shut by numbers a moment younger than two polls",
      [session(95, { reset_trust: "upper_bound", observed_at: at(-2 * PACE + 0.001) })],
      [S],
    ],
    ["is shut by a model's week, the account's being under", [week(20), model("opus", 93)], [W]],
    [
      "does not count a feature's week",
      [week(20), window("weekly:feature:cowork", 99, { scope: "feature:cowork" })],
      [],
    ],
    [
      "is shut where the vendor only says that it is spent",
      [session(null, { depleted: true })],
      [S],
    ],
  ])("%s", (_, limits, shut) => expect(reasons(fact(limits))).toEqual(shut));

  it.each<[string, number | null, number | null, string[]]>([
    ["both off", null, null, []],
    ["session only", 90, null, [S]],
    ["week only", null, 90, [W]],
    ["a cap of 1", 1, null, [S]],
    ["a cap of 100, not reached", 100, 100, []],
  ])("with %s", (_, session_pct, week_pct, shut) =>
    expect(
      reasons(fact([session(95), week(95)], { thresholds: { session_pct, week_pct } })),
    ).toEqual(shut),
  );

  it.each<[string | null, string[]]>([
    [null, [W]],
    ["claude-opus-4-5", [W]],
    ["claude-sonnet-4-5", []],
    ["a model that nobody knows", []],
  ])("asked for %s, counts the account's week and that model's own", (name, shut) =>
    expect(reasons(fact([week(20), model("opus", 93)], { model: name }))).toEqual(shut),
  );

  it("is shut for every model by the account's own week", () => {
    expect(reasons(fact([week(95)], { model: "claude-sonnet-4-5" }))).toEqual([W]);
  });

  it("says the raw share, the cap, and when the last of the weekly windows resets", () => {
    const limits = [session(92.4), week(91), model("opus", 99.5), model("sonnet", 10)];
    expect(thresholdRefusals(fact(limits), NOW)).toEqual([
      { reason: S, utilization_pct: 92.4, threshold_pct: 90, resets_at: at(7200) },
      {
        reason: W,
        utilization_pct: 99.5,
        threshold_pct: 90,
        resets_at: at(180_000),
        window: "Weekly opus",
      },
    ]);
  });

  it("says no moment where one that holds has none", () => {
    const limits = [week(91), model("opus", 99, NO_RESET)];
    expect(thresholdRefusals(fact(limits), NOW)[0]).toMatchObject({ resets_at: null });
  });

  it("may be passed once, if a person says so", () => {
    expect(reasons(fact([session(95)], { overridden: true }))).toEqual([]);
  });
});

describe("several accounts", () => {
  const over = (resets: number, name = "over") =>
    account([session(95, { resets_at: at(resets) })], { account_id: name });
  const several = (...accounts: Account[]) => fact([], { accounts });
  const sessionOnly = (...accounts: Account[]) =>
    fact([], { accounts, thresholds: { session_pct: 90, week_pct: null } });

  it.each<[string, ThresholdFact, string[]]>([
    ["one of two over", several(over(60), account([session(10)])), []],
    ["both over", several(over(60), over(90)), [S]],
    ["one over, one of which nothing is known", several(over(60), account([])), []],
    [
      "one over, one signed out",
      several(over(60), account([session(1)], { status: "auth_required" })),
      [S],
    ],
    ["all signed out", several(account([session(95)], { status: "auth_required" })), []],
    ["none", several(), []],
    ["one over by its session, one by its week", several(over(60), account([week(95)])), [S]],
    ["one over, one that is out of quota", sessionOnly(over(60), account([week(100)])), [S]],
    [
      "one over, one whose plan is spent and that goes on at a price",
      sessionOnly(over(60), account([week(100), OVERAGE])),
      [],
    ],
    [
      "the same for work that may cost nothing",
      { ...sessionOnly(over(60), account([week(100), OVERAGE])), within_plan: true },
      [S],
    ],
    [
      "one over, one out of quota for another model",
      sessionOnly(over(60), account([session(1), model("opus", 100)])),
      [],
    ],
    [
      "the same for the model that is out",
      {
        ...sessionOnly(over(60), account([session(1), model("opus", 100)])),
        model: "claude-opus-4-5",
      },
      [S],
    ],
    ["all out of quota, none over", sessionOnly(account([week(100)])), []],
    [
      "all out of quota and over",
      sessionOnly(account([session(100)]), account([session(100)])),
      [S],
    ],
  ])("%s", (_, asked, shut) => expect(reasons(asked)).toEqual(shut));

  it("wait no longer than for one that is out of quota, and under the caps", () => {
    const spent = account([session(100, { resets_at: at(20) }), week(10)], { account_id: "spent" });
    const asked = fact([], {
      accounts: [over(60), spent],
      thresholds: { session_pct: 90, week_pct: null },
    });
    expect(reasons(asked)).toEqual([S]);
    expect(capsLiftAt(asked, NOW)).toBe(at(20));
    expect(capsLiftAt({ ...asked, accounts: [over(60)] }, NOW)).toBe(at(60));
    const endless = account([week(100, NO_RESET)], { account_id: "endless" });
    expect(capsLiftAt({ ...asked, accounts: [endless] }, NOW)).toBeNull();
  });

  it("wait for the one that is free first, at the latest of what holds it", () => {
    const both = account([session(95, { resets_at: at(60) }), week(95, { resets_at: at(500) })]);
    expect(thresholdRefusals(several(both, over(400)), NOW)).toMatchObject([
      { reason: S, resets_at: at(400) },
    ]);
    expect(thresholdRefusals(several(both, over(600)), NOW)).toMatchObject([
      { reason: S, resets_at: at(60) },
      { reason: W, resets_at: at(500) },
    ]);
  });
});

describe("advice", () => {
  it.each<[string, ThresholdFact, string[]]>([
    ["none without caps", fact([], { thresholds: { session_pct: null, week_pct: null } }), []],
    ["none where all is known", fact([session(5), week(5)]), []],
    ["open for want of a session window", fact([week(5)]), ["Claude's 5-hour window"]],
    ["open for want of both", fact([]), ["Claude's 5-hour window", "Claude's weekly window"]],
    [
      "open for want of an account",
      fact([], { accounts: [] }),
      ["Claude's 5-hour window", "Claude's weekly window"],
    ],
    [
      "open as the reset has passed",
      fact([session(95, PASSED), week(5)]),
      ["Claude's 5-hour window"],
    ],
    [
      "only of the caps that are on",
      fact([], { thresholds: { session_pct: null, week_pct: 5 } }),
      ["Claude's weekly window"],
    ],
  ])("%s", (_, asked, labels) => {
    const advice = thresholdAdvice(asked, NOW);
    expect(advice.flatMap((one) => (one.kind === "gate_open_unknown" ? [one.label] : []))).toEqual(
      labels,
    );
  });

  it("says by which numbers it is open if they are old", () => {
    expect(thresholdAdvice(fact([session(5, OLD), week(5)]), NOW)).toEqual([
      { kind: "snapshot_stale", account_id: "a", observed_at: OLD.observed_at },
    ]);
  });
});

it("tells the card what is used now, whatever the caps", () => {
  const used = account([session(42), week(20), model("opus", 61)]);
  const asked = {
    thresholds: { session_pct: null, week_pct: 50 },
    model: null,
    poll_seconds: PACE,
  };
  expect(readCaps(used, asked, NOW)).toMatchObject({
    session: { utilization_pct: 42, state: "under" },
    week: { utilization_pct: 61, state: "over" },
  });
});

it("shuts with more use and opens with a higher cap, never the other way", () => {
  const pct = fc.integer({ min: 0, max: 120 });
  const cap = fc.integer({ min: 1, max: 100 });
  fc.assert(
    fc.property(pct, pct, cap, cap, (a, b, low, high) => {
      const shut = (used: number, session_pct: number) =>
        reasons(fact([session(used)], { thresholds: { session_pct, week_pct: null } })).length;
      expect(shut(Math.max(a, b), low)).toBeGreaterThanOrEqual(shut(Math.min(a, b), low));
      expect(shut(a, Math.min(low, high))).toBeGreaterThanOrEqual(shut(a, Math.max(low, high)));
    }),
    { seed: 17 },
  );
});
