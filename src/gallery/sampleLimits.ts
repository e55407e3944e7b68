import type { Limit } from "../contract/limit.ts";
import { concurrencyLimit } from "../domain/concurrency.ts";
import { at } from "./sampleMoments.ts";
import { sampleText } from "./sampleText.ts";
import { NOON } from "./settings.ts";

const runs: Limit = {
  id: "runs",
  label: "Runs",
  kind: "window",
  scope: "account",
  unit: "runs",
  used: 3,
  max: 10,
  remaining: 7,
  used_pct: 30,
  cap: "limited",
  window_kind: "sliding",
  window_seconds: 3600,
  resets_at: at(2520),
  reset_trust: "authoritative",
  expires_at: null,
  gates: true,
  enabled: null,
  depleted: false,
  observed_at: NOON,
};

/** So much of the run window is used. */
const used = (used: number, max = 10, more: Partial<Limit> = {}): Limit => ({
  ...runs,
  used,
  max,
  remaining: Math.max(0, max - used),
  used_pct: max > 0 ? (used / max) * 100 : null,
  depleted: used >= max,
  ...more,
});

/** A vendor's window that tells a share and nothing else. */
const share = (used_pct: number | null, more: Partial<Limit> = {}): Limit => ({
  ...runs,
  id: "session",
  label: "5-hour window",
  unit: "percent",
  used: null,
  max: null,
  remaining: null,
  used_pct,
  depleted: null,
  window_kind: "rolling",
  window_seconds: 18_000,
  ...more,
});

const noReset = { window_kind: "none", window_seconds: null, resets_at: null } as const;
/** What has no window: balances, pools, grants. */
const timeless = { ...noReset, reset_trust: "none" } as const;
const nothingKnown = { used: null, max: null, remaining: null, used_pct: null, depleted: null };

/** The run window at every level, and at the edges between them. */
export const limitsByLevel: Readonly<Record<string, Limit>> = {
  ok: runs,
  "nothing-used": used(0, 10, timeless),
  approaching: used(8),
  "on-the-mark-of-approaching": used(80, 100),
  critical: used(19, 20),
  "almost-all": used(9_999, 10_000),
  exhausted: used(10),
  "over-the-limit": used(13, 10),
  "none-allowed": used(0, 0, timeless),
  unlimited: { ...runs, cap: "unlimited", max: null, remaining: null, used_pct: null },
  unknown: { ...runs, ...nothingKnown, cap: "unknown" },
};

/** The run window, seen at another time than now. */
export const limitsByAge: Readonly<Record<string, Limit>> = {
  stale: used(7, 10, { observed_at: at(-720) }),
  "stale-for-days": used(7, 10, { observed_at: at(-259_200), resets_at: at(1800) }),
  due: used(10, 10, { observed_at: at(-90), resets_at: at(-30) }),
  "due-and-stale": used(10, 10, { observed_at: at(-7200), resets_at: at(-3600) }),
  "seen-since-its-reset": used(2, 10, { observed_at: at(-10), resets_at: at(-30) }),
  "seen-by-a-clock-ahead": used(7, 10, { observed_at: at(5400), resets_at: at(7200) }),
};

/** What is known only in part. */
export const limitsHalfKnown: Readonly<Record<string, Limit>> = {
  "share-alone": share(46.2),
  "share-below-one": share(0.3),
  "share-of-almost-all": share(99.6),
  "share-above-all": share(133),
  "share-below-nothing": share(-5),
  "no-cap-and-used": {
    ...runs,
    cap: "no_cap",
    used: 214,
    max: null,
    remaining: null,
    used_pct: null,
  },
  "no-cap": { ...runs, ...nothingKnown, cap: "no_cap" },
  "maximum-unknown": {
    ...runs,
    cap: "unknown",
    used: 214,
    max: null,
    remaining: null,
    used_pct: null,
  },
  "left-alone-known": { ...runs, used: null, max: null, remaining: 4, used_pct: null },
  "depleted-without-numbers": { ...runs, ...nothingKnown, depleted: true },
};

const money = { ...timeless, unit: "currency", currency: "USD", scope: "account" } as const;

/** Every kind of limit and every unit, as the vendors have them. */
export const limitsByKind: Readonly<Record<string, Limit>> = {
  "percent-window": share(82, { id: "weekly", label: "Weekly window", window_seconds: 604_800 }),
  "percent-of-a-model": share(96, {
    id: "weekly:model:fable",
    label: "Weekly window of Fable",
    scope: "model:fable",
  }),
  "compute-seconds": used(8_040, 288_000, {
    id: "compute",
    label: "Compute",
    kind: "counter",
    unit: "seconds",
    window_kind: "calendar",
    resets_at: "2026-04-01T00:00:00.000Z",
  }),
  "compute-exhausted": used(288_060, 288_000, {
    id: "compute",
    label: "Compute",
    kind: "counter",
    unit: "seconds",
    window_kind: "calendar",
    resets_at: "2026-04-01T00:00:00.000Z",
  }),
  slots: concurrencyLimit({ active: 1, max: 4, queued: 0 }, NOON),
  "slots-full": concurrencyLimit({ active: 2, max: 2, queued: 1 }, NOON),
  "slots-lowered-below-use": concurrencyLimit({ active: 4, max: 2, queued: 0 }, NOON),
  tokens: used(1_840_211, 2_000_000, { id: "tokens", label: "Tokens", unit: "tokens" }),
  requests: used(412, 1000, { id: "requests", label: "Premium requests", unit: "requests" }),
  points: used(55, 60, { id: "points", label: "Points", unit: "points", kind: "counter" }),
  "provider-units": used(3.5, 50, {
    id: "vibe",
    label: "Agentic requests",
    unit: "provider_units",
  }),
  "credits-pool": used(730, 1000, {
    ...timeless,
    id: "credits",
    label: "Credits",
    kind: "pool",
    unit: "credits",
    scope: "pool:trial",
    expires_at: at(259_200),
  }),
  "resets-granted": used(1, 2, {
    ...timeless,
    id: "resets",
    label: "Resets",
    kind: "grant",
    unit: "resets",
    gates: false,
  }),
  balance: used(0, 0, {
    ...money,
    id: "balance:USD",
    label: "Balance",
    kind: "balance",
    used: null,
    max: null,
    remaining: 24.6,
    depleted: false,
  }),
  "balance-empty": used(0, 0, {
    ...money,
    id: "balance:USD",
    label: "Balance",
    kind: "balance",
    used: null,
    max: null,
    remaining: 0,
    depleted: true,
  }),
  "balance-in-debt": used(0, 0, {
    ...money,
    id: "balance:EUR",
    label: "Balance",
    kind: "balance",
    currency: "EUR",
    used: null,
    max: null,
    remaining: -3.2,
    depleted: true,
  }),
  spend: used(408.43, 500, { ...money, id: "spend", label: "Extra usage", kind: "spend" }),
  "spend-in-yen": used(61_200, 75_000, {
    ...money,
    currency: "JPY",
    id: "spend",
    label: "Extra usage",
    kind: "spend",
  }),
  "spend-without-cap": used(408.43, 0, {
    ...money,
    id: "spend",
    label: "Extra usage",
    kind: "spend",
    max: null,
    remaining: null,
    cap: "no_cap",
    depleted: false,
  }),
  "spend-switched-off": used(0, 500, {
    ...money,
    id: "spend",
    label: "Extra usage",
    kind: "spend",
    enabled: false,
  }),
};

/** Numbers and names at their ends. */
export const limitsExtreme: Readonly<Record<string, Limit>> = {
  "huge-numbers": used(987_654_321_012, 1_000_000_000_000, { unit: "tokens", label: "Tokens" }),
  "tiny-share": used(1, 1_000_000, { unit: "requests", label: "Requests" }),
  "tiny-amount": used(0.004, 0.02, { ...money, kind: "spend", label: "Extra usage" }),
  "long-name": used(7, 10, { label: sampleText.long }),
  "arabic-name": used(7, 10, { label: sampleText.arabic }),
};
