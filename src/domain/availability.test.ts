import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toInstant } from "../contract/instant.ts";
import { limitExample } from "../contract/limitExample.ts";
import type { Limit, Scope } from "../contract/limit.ts";
import { availabilityOf, type Evidence } from "./availability.ts";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");
const POLL = 300;
const HOUR = 3_600_000;
const TWO_POLLS = 2 * POLL * 1000;

const at = (offset: number) => toInstant(NOW + offset);

const limit = limitExample({ used_pct: 40, depleted: null, observed_at: at(0) });
const of = (more: Partial<Limit>): Limit => ({ ...limit, ...more });
const resetting = (offset: number, reset_trust: Limit["reset_trust"] = "authoritative") => ({
  resets_at: at(offset),
  reset_trust,
});
const spent = (more: Partial<Limit> = {}) => of({ used_pct: 100, ...resetting(HOUR), ...more });
const overage = (more: Partial<Limit> = {}) =>
  of({ id: "overage", kind: "spend", gates: false, enabled: true, used_pct: 30, ...more });
const pool = (more: Partial<Limit> = {}) => of({ id: "pool", kind: "pool", ...more });

const evidence = (limits: Limit[], more: Partial<Evidence> = {}): Evidence => ({
  provider: "claude",
  vendor_verdict: null,
  coverage: "full",
  default_scopes: ["account"],
  observed_at: at(0),
  limits,
  ...more,
});
/** The same limits, seen so long ago. */
const seen = (ago: number, limits: Limit[], more: Partial<Evidence> = {}) =>
  evidence(
    limits.map((one) => ({ ...one, observed_at: at(-ago) })),
    { observed_at: at(-ago), ...more },
  );
const ask = (given: Evidence, asked: Scope[] | null = null) =>
  availabilityOf(given, asked, NOW, POLL);
const stateOf = (given: Evidence, asked: Scope[] | null = null) => ask(given, asked).state;

describe("the availability of an account", () => {
  it.each<[string, Partial<Limit>, string]>([
    ["a share", { used_pct: 99.9 }, "available"],
    ["a share of 100", { used_pct: 100 }, "depleted"],
    ["a balance", { used_pct: null, remaining: 0.01 }, "available"],
    ["an empty balance", { used_pct: null, remaining: 0 }, "depleted"],
    ["a balance below zero", { used_pct: null, remaining: -0.0042 }, "depleted"],
    ["the word depleted alone", { used_pct: null, depleted: true }, "depleted"],
    ["the word not depleted alone", { used_pct: null, depleted: false }, "available"],
    ["nothing", { used_pct: null }, "unknown"],
    ["no cap", { used_pct: null, cap: "no_cap" }, "available"],
    ["an unlimited limit", { used_pct: null, cap: "unlimited" }, "available"],
    ["an unknown cap", { used_pct: null, cap: "unknown" }, "unknown"],
    ["information only, spent", { used_pct: 100, gates: false }, "unknown"],
  ])("by %s", (_, more, state) => {
    expect(stateOf(evidence([of(more)]))).toBe(state);
  });

  it("is unknown without a limit, and nothing binds", () => {
    const none = { state: "unknown", available_at: null, binding: null };
    expect(ask(evidence([]))).toEqual(none);
    expect(ask(evidence([], { observed_at: null }))).toEqual(none);
  });

  it.each<[string, number, string]>([
    ["a millisecond before", 1, "depleted"],
    ["at", 0, "unknown"],
    ["a millisecond after", -1, "unknown"],
  ])("%s an authoritative reset", (_, offset, state) => {
    const given = seen(HOUR, [spent(resetting(offset))]);
    expect(stateOf(given)).toBe(state);
    expect(ask(given).available_at).toBe(offset > 0 ? at(offset) : null);
  });

  it.each<Limit["reset_trust"]>(["authoritative", "upper_bound", "inferred"])(
    "is never held by a reset that passed, though its trust is %s",
    (trust) => {
      expect(stateOf(evidence([spent(resetting(-1, trust))]))).toBe("unknown");
      expect(stateOf(seen(2, [spent(resetting(-1, trust))]))).toBe("unknown");
    },
  );

  it("knows nothing of what was left before a reset that passed", () => {
    const left = { used_pct: null, remaining: 5, depleted: false, ...resetting(-1) };
    expect(stateOf(seen(HOUR, [of(left)]))).toBe("unknown");
  });

  const trusts: [Limit["reset_trust"], Partial<Limit>, string][] = [
    ["authoritative", resetting(HOUR), "depleted"],
    ["upper_bound", resetting(HOUR, "upper_bound"), "unknown"],
    ["inferred", resetting(HOUR, "inferred"), "unknown"],
    ["none", { resets_at: null, reset_trust: "none" }, "unknown"],
  ];
  it.each(trusts)("with a reset of trust %s outlives two polls or not", (_, more, aged) => {
    expect(stateOf(seen(TWO_POLLS - 1, [spent(more)]))).toBe("depleted");
    expect(stateOf(seen(TWO_POLLS, [spent(more)]))).toBe(aged);
    expect(stateOf(seen(TWO_POLLS + 1, [spent(more)]))).toBe(aged);
  });

  it("ages by the limit or by the snapshot, whichever is older", () => {
    const weak = spent(resetting(HOUR, "inferred"));
    expect(stateOf(evidence([{ ...weak, observed_at: at(-TWO_POLLS) }]))).toBe("unknown");
    expect(stateOf(evidence([weak], { observed_at: at(-TWO_POLLS) }))).toBe("unknown");
    expect(stateOf(evidence([weak], { observed_at: null }))).toBe("unknown");
  });

  it("does not age where there is room", () => {
    expect(stateOf(seen(TWO_POLLS, [of({})]))).toBe("available");
  });

  it("stays spent by its week when five hours have passed", () => {
    const session = spent(resetting(-1));
    const weekly = spent({ id: "weekly", ...resetting(50 * HOUR) });
    expect(ask(seen(2 * HOUR, [session, weekly]))).toMatchObject({
      state: "depleted",
      available_at: at(50 * HOUR),
      binding: { id: "weekly" },
    });
  });

  it("is over when the last of its spent limits reopens", () => {
    const week = spent({ id: "weekly", ...resetting(9 * HOUR) });
    expect(ask(evidence([spent(), week, of({ id: "rest" })]))).toMatchObject({
      available_at: at(9 * HOUR),
      binding: { id: "weekly" },
    });
    const endless = spent({ id: "balance", resets_at: null, reset_trust: "none" });
    expect(ask(evidence([week, endless]))).toMatchObject({
      available_at: null,
      binding: { id: "balance" },
    });
  });

  it("is bound by the least room where nothing is spent", () => {
    const limits = [
      of({ id: "a", used_pct: 20 }),
      of({ id: "b", used_pct: 70 }),
      of({ id: "c", used_pct: null }),
      of({ id: "d", cap: "no_cap", used_pct: 90 }),
    ];
    expect(ask(evidence(limits)).binding?.id).toBe("b");
    const balance = of({ id: "balance", used_pct: null, remaining: 3 });
    expect(ask(evidence([balance])).binding?.id).toBe("balance");
  });

  it.each<[string, Evidence["vendor_verdict"], number, Limit[], string]>([
    ["blocked, though there is room", "blocked", 0, [of({})], "depleted"],
    ["blocked, without a number", "blocked", 0, [], "depleted"],
    ["blocked, with overage", "blocked", 0, [spent(), overage()], "depleted"],
    ["blocked, just young enough", "blocked", TWO_POLLS - 1, [of({})], "depleted"],
    ["blocked, two polls ago", "blocked", TWO_POLLS, [of({})], "available"],
    ["blocked, two polls ago, without a number", "blocked", TWO_POLLS, [], "unknown"],
    [
      "blocked, by what has been reset since",
      "blocked",
      60,
      [spent({ resets_at: at(-30) })],
      "unknown",
    ],
    [
      "blocked, by a session reset since and a week that is spent",
      "blocked",
      60,
      [spent({ resets_at: at(-30) }), spent({ id: "weekly" })],
      "depleted",
    ],
    ["allowed, without a number", "allowed", 0, [], "available"],
    ["allowed, of the unknown", "allowed", 0, [of({ used_pct: null })], "available"],
    ["allowed, two polls ago", "allowed", TWO_POLLS, [], "unknown"],
    ["allowed, but spent", "allowed", 0, [spent()], "depleted"],
  ])("by a verdict of %s", (_, vendor_verdict, ago, limits, state) => {
    expect(stateOf(seen(ago, limits, { vendor_verdict }))).toBe(state);
  });

  it.each<[string, Limit[], Evidence["vendor_verdict"], string]>([
    ["room", [of({})], null, "unknown"],
    ["a good word", [], "allowed", "unknown"],
    ["a spent limit", [spent()], null, "depleted"],
  ])("is never proven by a source that sees a part: %s", (_, limits, vendor_verdict, state) => {
    expect(stateOf(evidence(limits, { vendor_verdict, coverage: "partial" }))).toBe(state);
  });

  it.each<[string, Partial<Limit>, string]>([
    ["has room", {}, "available_on_overage"],
    ["is off", { enabled: false }, "depleted"],
    ["may be off", { enabled: null }, "depleted"],
    ["has no cap", { cap: "no_cap", used_pct: null }, "available_on_overage"],
    ["has an unknown cap", { cap: "unknown", used_pct: null }, "available_on_overage"],
    ["has an unknown cap and is spent", { cap: "unknown", depleted: true }, "depleted"],
    ["is just below its cap", { used_pct: 99.99 }, "available_on_overage"],
    ["is at its cap", { used_pct: 100 }, "depleted"],
    ["has a cap but no number", { used_pct: null }, "depleted"],
    ["is of the workspace", { scope: "workspace" }, "available_on_overage"],
    ["is of another model", { scope: "model:other" }, "depleted"],
    ["is a ceiling of its own", { gates: true }, "depleted"],
    ["is no spending", { kind: "balance" }, "depleted"],
  ])("with a spent plan and overage that %s", (_, more, state) => {
    expect(stateOf(evidence([spent(), overage(more)]))).toBe(state);
  });

  it("still says when the plan reopens while on overage", () => {
    expect(ask(evidence([spent(), overage()]))).toMatchObject({
      available_at: at(HOUR),
      binding: { id: "session" },
    });
  });

  it.each<[string, Partial<Limit>, string]>([
    ["has something left", {}, "available_on_overage"],
    ["has an amount left", { used_pct: null, remaining: 1 }, "available_on_overage"],
    ["is empty", { used_pct: 100 }, "depleted"],
    ["is unknown", { used_pct: null }, "depleted"],
    ["lasts a millisecond more", { expires_at: at(1) }, "available_on_overage"],
    ["is gone at this moment", { expires_at: at(0) }, "depleted"],
    ["is gone", { expires_at: at(-1) }, "depleted"],
  ])("with a spent plan and a pool that %s", (_, more, state) => {
    expect(stateOf(evidence([spent(), pool({ gates: false, ...more })]))).toBe(state);
  });

  const empty = { used_pct: 100 };
  it.each<[string, Partial<Limit>[], string]>([
    ["one is not empty", [empty, {}], "available"],
    ["all are empty", [empty, empty], "depleted"],
    ["one may not be empty", [empty, { used_pct: null }], "unknown"],
    ["the only one with something is gone", [empty, { expires_at: at(0) }], "depleted"],
    ["all are gone", [{ expires_at: at(-1) }], "unknown"],
  ])("where pools add up and %s", (_, pools, state) => {
    expect(stateOf(evidence(pools.map((more) => pool(more))))).toBe(state);
  });

  it("where all pools are empty is over when the first refills", () => {
    const pools = [spent({ kind: "pool" }), spent({ kind: "pool", ...resetting(2 * HOUR) })];
    expect(ask(evidence(pools)).available_at).toBe(at(HOUR));
  });
});

describe("availability for what work asks for", () => {
  const opus = spent({ id: "weekly:model:opus", scope: "model:opus" });
  const sonnet = of({ id: "weekly:model:sonnet", scope: "model:sonnet" });
  const gemini = spent({ id: "weekly:pool:gemini", scope: "pool:gemini", ...resetting(3 * HOUR) });
  const third = spent({ id: "weekly:pool:3p", scope: "pool:3p", ...resetting(2 * HOUR) });

  it.each<[string, Limit[], Scope[], string]>([
    ["the account, with a spent model", [limit, opus], ["account"], "available"],
    ["nothing, with a spent model", [limit, opus], [], "available"],
    ["the spent model", [limit, opus], ["model:opus"], "depleted"],
    ["the other model", [limit, opus, sonnet], ["model:sonnet"], "available"],
    ["a model of a spent account", [spent(), sonnet], ["model:sonnet"], "depleted"],
    [
      "a model of a spent workspace",
      [spent({ scope: "workspace" }), sonnet],
      ["model:sonnet"],
      "depleted",
    ],
    ["a model without a limit of its own", [limit, opus], ["model:haiku"], "available"],
    ["any model, of which one has room", [opus, sonnet], ["model:*"], "available"],
    ["any model, all spent", [opus], ["model:*"], "depleted"],
    ["any model, none known", [limit], ["model:*"], "unknown"],
    ["any model of a spent account", [spent(), sonnet], ["model:*"], "depleted"],
    ["a model, not its pool", [limit, gemini], ["model:gemini-3"], "available"],
    ["a model and its pool", [limit, gemini], ["model:gemini-3", "pool:gemini"], "depleted"],
    ["any pool or model", [gemini, sonnet], ["pool:*", "model:*"], "available"],
    ["two models, one spent", [opus, sonnet], ["model:opus", "model:sonnet"], "depleted"],
  ])("asked for %s", (_, limits, asked, state) => {
    expect(stateOf(evidence(limits), asked)).toBe(state);
  });

  it("goes by the default scopes if nothing is asked", () => {
    const given = evidence([opus, sonnet], { default_scopes: ["model:*"] });
    expect(ask(given)).toEqual(ask(given, ["model:*"]));
    expect(stateOf(given, ["model:opus"])).toBe("depleted");
  });

  it("waits for the first of several spent pools", () => {
    expect(ask(evidence([gemini, third]), ["pool:*"])).toMatchObject({
      state: "depleted",
      available_at: at(2 * HOUR),
      binding: { id: "weekly:pool:3p" },
    });
  });

  it("leaves open that a model unseen has room, unless the account itself is spent", () => {
    const partial = { coverage: "partial" as const };
    expect(stateOf(evidence([opus], partial), ["model:*"])).toBe("unknown");
    expect(stateOf(evidence([opus], partial), ["model:opus"])).toBe("depleted");
    expect(stateOf(evidence([opus, spent()], partial), ["model:*"])).toBe("depleted");
  });
});

describe("any availability", () => {
  const better = ["depleted", "available_on_overage", "unknown", "available"];
  const trust = fc.constantFrom<Limit["reset_trust"]>("authoritative", "upper_bound", "inferred");
  const scope = fc.constantFrom<Scope>("account", "workspace", "model:a", "pool:x");
  const anyLimit = fc
    .record({
      used_pct: fc.constantFrom(null, 0, 50, 99, 100, 120),
      scope,
      gates: fc.boolean(),
      kind: fc.constantFrom<Limit["kind"]>("window", "pool", "spend", "balance"),
      enabled: fc.constantFrom(true, false, null),
      cap: fc.constantFrom<Limit["cap"]>("limited", "limited", "unknown", "no_cap"),
      resets: fc.option(fc.tuple(fc.constantFrom(-HOUR, 0, 1, HOUR), trust)),
    })
    .map(({ resets, ...more }) => of({ ...more, ...(resets && resetting(...resets)) }));
  const anyEvidence = fc
    .record({
      limits: fc.array(anyLimit, { maxLength: 5 }),
      ago: fc.constantFrom(0, TWO_POLLS - 1, TWO_POLLS, 2 * HOUR),
      coverage: fc.constantFrom<Evidence["coverage"]>("full", "partial"),
      vendor_verdict: fc.constantFrom<Evidence["vendor_verdict"]>(null, "allowed", "blocked"),
    })
    .map(({ limits, ago, ...more }) => seen(ago, limits, more));
  const anyAsked = fc.constantFrom<Scope[] | null>(
    null,
    ["model:a"],
    ["model:*"],
    ["pool:*"],
    ["model:a", "pool:x"],
  );
  const settings = { seed: 11, numRuns: 500 };

  it("is never raised by more use", () => {
    fc.assert(
      fc.property(anyEvidence, anyAsked, fc.nat(4), (given, asked, index) => {
        const more = given.limits.map((one, i) =>
          i === index && one.used_pct !== null ? { ...one, used_pct: one.used_pct + 50 } : one,
        );
        const before = better.indexOf(stateOf(given, asked));
        expect(better.indexOf(stateOf({ ...given, limits: more }, asked))).toBeLessThanOrEqual(
          before,
        );
      }),
      settings,
    );
  });

  it("is not withheld by resets that passed, unless the vendor says so", () => {
    fc.assert(
      fc.property(anyEvidence, anyAsked, trust, (given, asked, trust) => {
        const limits = given.limits.map((one) => ({ ...one, ...resetting(-1, trust) }));
        const { vendor_verdict } = given;
        const heard = vendor_verdict === "blocked" ? null : vendor_verdict;
        const state = stateOf({ ...given, vendor_verdict: heard, limits }, asked);
        expect(["available", "unknown"]).toContain(state);
      }),
      settings,
    );
  });

  it("for one model is not changed by a limit of another", () => {
    fc.assert(
      fc.property(anyEvidence, anyLimit, fc.nat(5), (given, other, index) => {
        const limits = given.limits.toSpliced(index, 0, { ...other, scope: "model:b" });
        expect(ask({ ...given, limits }, ["model:a"])).toEqual(ask(given, ["model:a"]));
      }),
      settings,
    );
  });

  it("names a time only while something blocks, and never one that has passed", () => {
    fc.assert(
      fc.property(anyEvidence, anyAsked, (given, asked) => {
        const { state, available_at } = ask(given, asked);
        if (available_at === null) return;
        expect(["depleted", "available_on_overage"]).toContain(state);
        expect(Date.parse(available_at)).toBeGreaterThan(NOW);
      }),
      settings,
    );
  });
});
