import type { Advice } from "../contract/advice.ts";
import { fromInstant, type Instant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import type { ThresholdRefusal } from "../contract/refusal.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import type { Thresholds } from "../contract/thresholds.ts";
import { modelScopes } from "./modelScopes.ts";
import { readLimit } from "./readLimit.ts";

/** What the law looks at in an account. */
export type GatedAccount = Pick<
  Snapshot,
  "account_id" | "provider" | "status" | "default_scopes" | "limits" | "observed_at"
>;

/** What the threshold law looks at (seed 001). */
export interface ThresholdFact {
  thresholds: Thresholds;
  /** The vendor's name of the model that the work uses; null if it names none. */
  model: string | null;
  /** The provider's pace: evidence without a trusted reset counts for two of these. */
  poll_seconds: number;
  /** The Claude accounts that the person's work may use. */
  accounts: readonly GatedAccount[];
  /** The person goes on once, in spite of the caps. */
  overridden?: boolean;
}

/** One window against its cap. */
interface WindowReading {
  state: "over" | "under" | "unknown";
  /** The share that counts, the highest of those that do; null if none is known. */
  utilization_pct: number | null;
  resets_at: Instant | null;
}

interface AccountReading {
  session: WindowReading;
  week: WindowReading;
}

const OFF: WindowReading = { state: "under", utilization_pct: null, resets_at: null };

/**
 * Why new work waits; empty if it may start. Session before week. Work that runs already is none of
 * this law's business.
 *
 * At the cap is over it, by the raw numbers. The week counts the highest of the weekly windows, those
 * of models included; where the work names a model, only the account's own and that model's. Without
 * caps, accounts or numbers the gate is open, and so it is when a reset has passed. With several
 * accounts work waits only if each of them is over; the one that is free first says until when.
 */
export function thresholdRefusals(fact: ThresholdFact, now: number): ThresholdRefusal[] {
  if (fact.overridden) return [];
  const readings = usable(fact).map((account) => readAccount(account, fact, now));
  if (readings.length === 0 || !readings.every(isOver)) return [];
  const [first] = readings.toSorted((a, b) => freeAt(a) - freeAt(b));
  return first ? refusalsOf(first, fact.thresholds) : [];
}

/** True if the caps would hold it, were it not for the person's word: it uses that word up. */
export const isHeldWithoutOverride = (fact: ThresholdFact, now: number): boolean =>
  fact.overridden === true && thresholdRefusals({ ...fact, overridden: false }, now).length > 0;

/** That the gate is open because nothing is known, or by numbers that are old. */
export function thresholdAdvice(fact: ThresholdFact, now: number): Advice[] {
  const { thresholds, poll_seconds } = fact;
  if (thresholds.session_pct === null && thresholds.week_pct === null) return [];
  const accounts = usable(fact);
  const readings = accounts.map((account) => readAccount(account, fact, now));
  const unknown = (window: keyof AccountReading, cap: number | null): boolean =>
    cap !== null && readings.every((reading) => reading[window].state === "unknown");
  const stale = accounts.filter(
    ({ observed_at }) => observed_at !== null && isOld(observed_at, poll_seconds, now),
  );
  return [
    ...(unknown("session", thresholds.session_pct) ? [open("Claude's 5-hour window")] : []),
    ...(unknown("week", thresholds.week_pct) ? [open("Claude's weekly window")] : []),
    ...stale.map(({ account_id, observed_at }): Advice => ({
      kind: "snapshot_stale",
      account_id,
      observed_at: observed_at ?? "",
    })),
  ];
}

const open = (label: string): Advice => ({ kind: "gate_open_unknown", label });

/** What the law makes of one window, for the card: what is used now, and whether the cap would hold. */
export function windowsOf(
  account: GatedAccount,
  thresholds: Thresholds,
  pollSeconds: number,
  now: number,
): AccountReading {
  const fact = { thresholds, model: null, poll_seconds: pollSeconds, accounts: [account] };
  return readAccount(account, fact, now);
}

/** False for an account that no work can use: it neither holds nor frees any. */
export const isGated = ({ status }: GatedAccount): boolean =>
  status !== "auth_required" && status !== "unsupported";

const usable = ({ accounts }: ThresholdFact) => accounts.filter(isGated);

function readAccount(
  account: GatedAccount,
  { thresholds, model, poll_seconds }: ThresholdFact,
  now: number,
): AccountReading {
  const { limits } = account;
  const scopes = model === null ? null : modelScopes(account, model);
  const session = limits.filter(({ id }) => id === "session");
  const week = limits.filter(({ id, scope }) => {
    if (!/^weekly(?::|$)/.test(id)) return false;
    if (scope === "account") return true;
    return scope.startsWith("model:") && (scopes === null || scopes.includes(scope));
  });
  return {
    session: readWindows(session, thresholds.session_pct, poll_seconds, now),
    week: readWindows(week, thresholds.week_pct, poll_seconds, now),
  };
}

function readWindows(
  limits: readonly Limit[],
  cap: number | null,
  pollSeconds: number,
  now: number,
): WindowReading {
  const read = limits.map((limit) => readWindow(limit, cap ?? Infinity, pollSeconds, now));
  const highest = (of: readonly WindowReading[]) =>
    of.toSorted((a, b) => (b.utilization_pct ?? -1) - (a.utilization_pct ?? -1))[0];
  const over = read.filter(({ state }) => state === "over");
  const top = highest(over);
  if (top) return { ...top, resets_at: latest(over) };
  if (cap === null) return highest(read) ?? OFF;
  const known = read.filter(({ state }) => state === "under");
  return highest(known) ?? { state: "unknown", utilization_pct: null, resets_at: null };
}

function readWindow(limit: Limit, cap: number, pollSeconds: number, now: number): WindowReading {
  const { reset, used_pct } = readLimit(limit, now, Infinity);
  const { resets_at, reset_trust, observed_at, depleted } = limit;
  const share = used_pct ?? (depleted === true ? 100 : null);
  if (reset === "due" || share === null) {
    return { state: "unknown", utilization_pct: null, resets_at };
  }
  if (share < cap) return { state: "under", utilization_pct: share, resets_at };
  const trusted = reset_trust === "authoritative" && reset === "upcoming";
  const counts = trusted || !isOld(observed_at, pollSeconds, now);
  return { state: counts ? "over" : "unknown", utilization_pct: share, resets_at };
}

const isOld = (at: Instant, pollSeconds: number, now: number) =>
  now - fromInstant(at) >= 2 * pollSeconds * 1000;

/** When the last of them resets; null if one of them has no reset. */
function latest(readings: readonly WindowReading[]): Instant | null {
  const resets = readings.map(({ resets_at }) => resets_at);
  if (resets.includes(null)) return null;
  return resets.toSorted((a, b) => ((a ?? "") < (b ?? "") ? -1 : 1)).at(-1) ?? null;
}

const isOver = ({ session, week }: AccountReading) =>
  session.state === "over" || week.state === "over";

function freeAt({ session, week }: AccountReading): number {
  const over = [session, week].filter(({ state }) => state === "over");
  const until = latest(over);
  return until === null ? Infinity : fromInstant(until);
}

function refusalsOf({ session, week }: AccountReading, caps: Thresholds): ThresholdRefusal[] {
  const refusal = (
    reason: ThresholdRefusal["reason"],
    { state, utilization_pct, resets_at }: WindowReading,
    threshold_pct: number | null,
  ): ThresholdRefusal[] =>
    state === "over" && utilization_pct !== null && threshold_pct !== null
      ? [{ reason, utilization_pct, threshold_pct, resets_at }]
      : [];
  return [
    ...refusal("session_threshold", session, caps.session_pct),
    ...refusal("week_threshold", week, caps.week_pct),
  ];
}
