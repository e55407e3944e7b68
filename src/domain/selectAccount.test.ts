import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toInstant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import { limitExample } from "../contract/limitExample.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import { snapshotExample } from "../contract/snapshotExample.ts";
import {
  type AccountsFact,
  accountsRefusal,
  type Candidate,
  capSkipWords,
  selectAccount,
  skipWords,
} from "./selectAccount.ts";
import { type ThresholdFact, thresholdRefusals } from "./thresholds.ts";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");
const at = (seconds: number) => toInstant(NOW + seconds * 1000);
const PACE = 300;
const OFF = { session_pct: null, week_pct: null };

const limit = (used_pct: number, more: Partial<Limit> = {}): Limit =>
  limitExample({
    id: "weekly",
    label: "Weekly",
    used_pct,
    resets_at: at(7200),
    observed_at: at(-60),
    ...more,
  });

function account(
  name: string,
  limits: Limit[],
  more: Partial<Snapshot> = {},
  selected_at: number | null = null,
): Candidate {
  return {
    account_id: name,
    name,
    selected_at,
    snapshot: snapshotExample({
      account_id: name,
      limits,
      observed_at: limits[0]?.observed_at ?? null,
      fetched_at: at(-60),
      ...more,
    }),
  };
}

const fact = (candidates: Candidate[], more: Partial<AccountsFact> = {}): AccountsFact => ({
  provider: "claude",
  user_id: "ann",
  poll_seconds: PACE,
  model: null,
  scopes: null,
  candidates,
  ...more,
});

const chosen = (...candidates: Candidate[]) =>
  selectAccount(fact(candidates), NOW).chosen?.candidate.name ?? null;

const old = { observed_at: at(-2 * PACE) };
const overage = limit(10, {
  id: "extra",
  kind: "spend",
  gates: false,
  enabled: true,
  resets_at: null,
  reset_trust: "none",
});

describe("work goes to", () => {
  it.each<[string, Candidate[], string]>([
    ["the account with the most room", [account("a", [limit(40)]), account("b", [limit(20)])], "b"],
    [
      "of equals the one that was chosen longest ago",
      [account("a", [limit(20)], {}, NOW), account("b", [limit(20)], {}, NOW - 1)],
      "b",
    ],
    [
      "of equals one that was never chosen",
      [account("a", [limit(20)], {}, 1), account("b", [limit(20)])],
      "b",
    ],
    ["the known good before the unknown", [account("a", []), account("b", [limit(95)])], "b"],
    [
      "the unknown before what costs money beyond the plan",
      [account("a", [limit(100), overage]), account("b", [])],
      "b",
    ],
    [
      "an overage that is switched on, rather than nowhere",
      [account("a", [limit(100), overage]), account("b", [limit(100)])],
      "a",
    ],
    [
      "a rejected sign-in only when nothing else is left",
      [account("a", [limit(5)], { status: "auth_required" }), account("b", [])],
      "b",
    ],
    [
      "an account whose poll fails, by its last numbers",
      [account("a", [limit(5)], { status: "error" }), account("b", [limit(50)])],
      "a",
    ],
    [
      "an account whose reset has passed, as nobody knows better",
      [account("a", [limit(100, { resets_at: at(0) })]), account("b", [limit(100)])],
      "a",
    ],
    [
      "an account that is open by old evidence without a trusted reset",
      [
        account("a", [limit(100, { reset_trust: "upper_bound", ...old })]),
        account("b", [limit(100)]),
      ],
      "a",
    ],
  ])("%s", (_, candidates, name) => expect(chosen(...candidates)).toBe(name));

  it("never to one whose week is spent, though its session has just been reset", () => {
    const week = limit(100, { resets_at: at(400_000), observed_at: at(-90_000) });
    const session = limit(100, { id: "session", resets_at: at(-3600), observed_at: at(-90_000) });
    expect(chosen(account("a", [session, week], { status: "error" }))).toBeNull();
  });

  it("to another account if the model's own limit is spent, and to this one for other models", () => {
    const opus = limit(100, { id: "weekly:model:opus", scope: "model:opus" });
    const pair = [account("a", [limit(10), opus]), account("b", [limit(60)])];
    const name = (model: string | null) =>
      selectAccount(fact(pair, { model }), NOW).chosen?.candidate.name;
    expect([name(null), name("claude-sonnet-4-5"), name("claude-opus-4-5")]).toEqual([
      "a",
      "a",
      "b",
    ]);
  });

  it("what the caller says outright, over the model", () => {
    const opus = limit(100, { id: "weekly:model:opus", scope: "model:opus" });
    const asked = fact([account("a", [limit(10), opus])], {
      model: "haiku",
      scopes: ["model:opus"],
    });
    expect(selectAccount(asked, NOW).chosen).toBeNull();
  });
});

describe("a person's caps", () => {
  const session = (used_pct: number, more: Partial<Limit> = {}) =>
    limit(used_pct, { id: "session", label: "Session (5 h)", ...more });
  const opus = (used_pct: number) =>
    limit(used_pct, { id: "weekly:model:opus", scope: "model:opus" });
  const over = account("over", [session(92), limit(10)]);
  const CAPS = { session_pct: 90, week_pct: null };

  function capped(
    candidates: Candidate[],
    { thresholds = CAPS, model = null, ...more }: Partial<ThresholdFact> = {},
  ): AccountsFact {
    const accounts = candidates.map(({ snapshot }) => snapshot);
    const caps = { thresholds, model, poll_seconds: PACE, accounts, ...more };
    return fact(candidates, { model, caps });
  }
  const goes = (asked: AccountsFact) => {
    const { chosen: choice, over_caps } = selectAccount(asked, NOW);
    return [choice?.candidate.name ?? null, over_caps.map(({ name }) => name)];
  };

  it.each<[string, AccountsFact, [string | null, string[]]]>([
    [
      "leave out what is over, though it has more room",
      capped([over, account("b", [session(5), limit(95)])]),
      ["b", ["over"]],
    ],
    [
      "leave out what is at its cap, and not what is a hair below",
      capped([account("at", [session(90)]), account("below", [session(89.6), limit(99)])]),
      ["below", ["at"]],
    ],
    ["leave out nothing while they are off", capped([over], { thresholds: OFF }), ["over", []]],
    ["prefer what nobody knows to what is over", capped([over, account("b", [])]), ["b", ["over"]]],
    [
      "leave out nothing whose reset has passed",
      capped([account("due", [session(95, { resets_at: at(0) })]), account("b", [session(95)])]),
      ["due", ["b"]],
    ],
    [
      "leave out nothing by old numbers whose reset may move",
      capped([
        account("old", [session(95, { ...old, reset_trust: "upper_bound" }), limit(1)]),
        account("b", [session(95)]),
      ]),
      ["old", ["b"]],
    ],
    [
      "count a model's week for that model",
      capped([account("opus", [limit(10), opus(93)]), account("b", [limit(60)])], {
        thresholds: { session_pct: null, week_pct: 90 },
        model: "claude-opus-4-5",
      }),
      ["b", ["opus"]],
    ],
    [
      "do not count it for another",
      capped([account("opus", [limit(10), opus(93)]), account("b", [limit(60)])], {
        thresholds: { session_pct: null, week_pct: 90 },
        model: "claude-sonnet-4-5",
      }),
      ["opus", []],
    ],
    [
      "leave nothing to a word that is not needed",
      capped([over, account("b", [session(5), limit(95)])], { overridden: true }),
      ["b", ["over"]],
    ],
    [
      "leave out nothing where all are over and a word lets the work pass",
      capped([over, account("b", [session(91), limit(95)])], { overridden: true }),
      ["over", []],
    ],
  ])("%s", (_, asked, outcome) => expect(goes(asked)).toEqual(outcome));

  it("are told of once, and as used up, where nothing is left besides", () => {
    const asked = capped([account("out", [session(92), limit(100)]), account("b", [session(5)])]);
    const { skipped, over_caps } = selectAccount(asked, NOW);
    expect([skipped.map(({ why }) => why), over_caps]).toEqual([["Weekly used up"], []]);
  });

  it("keep the last resort from what is over", () => {
    const uncertain = { reset_trust: "upper_bound", observed_at: at(-1.5 * PACE - 1) } as const;
    const spent = (name: string, five: number, resets: number) =>
      account(name, [session(five), limit(100, { ...uncertain, resets_at: at(resets) })], {
        observed_at: uncertain.observed_at,
      });
    expect(goes(capped([spent("over", 92, 60), spent("b", 5, 9000)]))).toEqual(["b", []]);
  });

  it("are told with the reset of the last that holds", () => {
    const both = account("both", [session(95, { resets_at: at(60) }), limit(95)]);
    const asked = capped([both, account("b", [session(5)])], {
      thresholds: { session_pct: 90, week_pct: 90 },
    });
    const [skip] = selectAccount(asked, NOW).over_caps;
    expect(skip).toEqual({
      account_id: "both",
      name: "both",
      why: "Paused at your 5-hour cap",
      resets_at: at(7200),
    });
    expect(skip && capSkipWords("claude", skip, NOW)).toBe(
      'claude | skip "both" — over a person\'s cap, resets 2026-03-01T14:00:00.000Z (reset after 2h 0m 0s)',
    );
  });

  it("never leave work without an account that it had", () => {
    const pct = fc.integer({ min: 0, max: 110 });
    const used = fc.array(fc.tuple(pct, pct), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(used, pct, (pairs, session_pct) => {
        const candidates = pairs.map(([five, week], n) =>
          account(`a${n}`, [session(five), limit(week)]),
        );
        const asked = capped(candidates, { thresholds: { session_pct, week_pct: null } });
        const held = asked.caps && thresholdRefusals(asked.caps, NOW).length > 0;
        const { chosen: choice } = selectAccount(asked, NOW);
        expect(choice === null).toBe(pairs.every(([five, week]) => Math.max(five, week) >= 100));
        const [share = 0] = pairs[Number(choice?.candidate.name.slice(1))] ?? [];
        expect(choice === null || held || share < session_pct).toBe(true);
      }),
      { seed: 23 },
    );
  });
});

const OPUS = { id: "weekly:model:opus", scope: "model:opus" } as const;

describe("what is skipped", () => {
  it("is named with its limit and its reset", () => {
    const { skipped } = selectAccount(
      fact([account("a", [limit(100)]), account("b", [limit(10)])]),
      NOW,
    );
    expect(skipped).toEqual([
      { account_id: "a", name: "a", why: "Weekly used up", resets_at: at(7200) },
    ]);
  });

  it("is out by the vendor's own word where its limits have room", () => {
    const blocked = account("a", [limit(99)], { vendor_verdict: "blocked" });
    const { skipped } = selectAccount(fact([blocked]), NOW);
    expect(skipped).toMatchObject([{ why: "out of quota, says the vendor", resets_at: null }]);
  });

  it("is out by its spent limit where the vendor says so, too", () => {
    const blocked = account("a", [limit(100)], { vendor_verdict: "blocked" });
    const { skipped } = selectAccount(fact([blocked]), NOW);
    expect(skipped).toMatchObject([{ why: "Weekly used up", resets_at: at(7200) }]);
  });

  it.each<[string, Limit[], Partial<AccountsFact>, string[]]>([
    ["only its model is", [limit(10), limit(100, OPUS)], { model: "opus" }, ["a"]],
    ["only what was asked for is", [limit(10), limit(100, OPUS)], { scopes: [OPUS.scope] }, ["a"]],
    ["the account is, too", [limit(100), limit(100, OPUS)], { model: "opus" }, []],
    ["all of it is", [limit(100)], {}, []],
  ])("is open to other work if %s spent", (_, limits, asked, open) => {
    const { skipped, open_to_others } = selectAccount(fact([account("a", limits)], asked), NOW);
    expect([skipped.length, [...open_to_others]]).toEqual([1, open]);
  });

  it("is open to nobody where all of its models are spent", () => {
    const limits = [limit(100, OPUS), limit(100, { id: "sonnet", scope: "model:sonnet" })];
    const spent = account("a", limits, { default_scopes: ["model:*"] });
    const asked = fact([spent], { scopes: ["model:opus"] });
    expect([...selectAccount(asked, NOW).open_to_others]).toEqual([]);
  });

  it("is told with the limit where other work may still go to the account", () => {
    const skip = { account_id: "a", name: "a", why: "Weekly Opus used up", resets_at: at(240) };
    expect(skipWords("claude", skip, NOW, true)).toBe(
      'claude | skip "a" — Weekly Opus used up, resets 2026-03-01T12:04:00.000Z (reset after 4m 0s)',
    );
  });

  it("comes back when the last of its blocks lifts", () => {
    const session = limit(100, { id: "session", label: "Session (5 h)", resets_at: at(60) });
    const { skipped } = selectAccount(fact([account("a", [session, limit(100)])]), NOW);
    expect(skipped[0]).toMatchObject({ why: "Weekly used up", resets_at: at(7200) });
  });

  it.each([
    [
      at(1_195_499),
      'claude | skip "a" — out of quota, resets 2026-03-15T08:04:59.000Z (reset after 332h 4m 59s)',
    ],
    [
      at(240),
      'claude | skip "a" — out of quota, resets 2026-03-01T12:04:00.000Z (reset after 4m 0s)',
    ],
    [at(0), 'claude | skip "a" — out of quota, resets 2026-03-01T12:00:00.000Z (reset after 0s)'],
    [null, 'claude | skip "a" — out of quota, no reset known'],
  ])("is told in one line: %s", (resets_at, words) =>
    expect(
      skipWords("claude", { account_id: "a", name: "a", why: "", resets_at }, NOW, false),
    ).toBe(words),
  );
});

describe("the last resort", () => {
  const bound = (more: Partial<Limit> = {}) => limit(100, { reset_trust: "upper_bound", ...more });
  const halfOld = { observed_at: at(-1.5 * PACE - 1) };

  it.each<[string, Candidate, boolean]>([
    ["evidence older than a poll and a half", account("a", [bound(halfOld)]), true],
    [
      "fresh evidence, though the polls fail since",
      account("a", [bound()], { status: "error" }),
      false,
    ],
    ["fresh evidence", account("a", [bound()]), false],
    [
      "evidence just a poll and a half old",
      account("a", [bound({ observed_at: at(-1.5 * PACE) })]),
      false,
    ],
    ["a trusted reset, however old", account("a", [limit(100, old)], { status: "error" }), false],
    [
      "a verdict of the vendor that went stale",
      account("a", [limit(10, halfOld)], { vendor_verdict: "blocked" }),
      true,
    ],
    [
      "a fresh verdict of the vendor",
      account("a", [limit(10)], { vendor_verdict: "blocked" }),
      false,
    ],
  ])("against %s: %s", (_, candidate, tried) => {
    const { chosen: choice, last_resort, skipped } = selectAccount(fact([candidate]), NOW);
    expect([choice !== null, last_resort]).toEqual([tried, tried]);
    expect(skipped.length).toBe(tried ? 0 : 1);
  });

  it("is the one that comes back first", () => {
    const later = account("later", [bound({ ...halfOld, resets_at: at(9000) })]);
    const sooner = account("sooner", [bound({ ...halfOld, resets_at: at(60) })]);
    expect(chosen(later, sooner)).toBe("sooner");
  });

  it("is not needed while one account is usable", () => {
    const { last_resort } = selectAccount(
      fact([account("a", [bound(halfOld)]), account("b", [limit(99)])]),
      NOW,
    );
    expect(last_resort).toBe(false);
  });
});

describe("the refusal", () => {
  it("is none without accounts, and none while one can work", () => {
    expect(accountsRefusal(fact([]), NOW)).toBeNull();
    expect(accountsRefusal(fact([account("a", [limit(99)])]), NOW)).toBeNull();
  });

  it("waits for the earliest account, each at the latest of its blocks", () => {
    const session = limit(100, { id: "session", label: "Session (5 h)", resets_at: at(60) });
    const both = account("both", [session, limit(100)]);
    const week = account("week", [limit(100, { resets_at: at(8000) })]);
    expect(accountsRefusal(fact([both, week]), NOW)).toMatchObject({
      reason: "accounts_depleted",
      provider: "claude",
      resets_at: at(7200),
      skipped: [{ name: "both" }, { name: "week" }],
    });
  });

  it("waits for the next look where no reset is known", () => {
    const balance = limit(100, {
      id: "balance",
      kind: "balance",
      resets_at: null,
      reset_trust: "none",
    });
    expect(accountsRefusal(fact([account("a", [balance])]), NOW)).toMatchObject({
      resets_at: null,
      next_look_at: at(PACE),
    });
  });
});

it("never chooses what it skips, and skips nobody who has room", () => {
  const shares = fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(shares, (used) => {
      const candidates = used.map((pct, index) => account(`a${index}`, [limit(pct)]));
      const { chosen: choice, skipped } = selectAccount(fact(candidates), NOW);
      expect(skipped.length).toBe(used.filter((pct) => pct >= 100).length);
      expect(choice === null).toBe(used.every((pct) => pct >= 100));
      expect(skipped.map(({ name }) => name)).not.toContain(choice?.candidate.name);
      const least = Math.min(...used);
      expect(choice === null || used[Number(choice.candidate.name.slice(1))] === least).toBe(true);
    }),
    { seed: 11 },
  );
});
