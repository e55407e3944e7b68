import { fromInstant, type Instant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import type { Thresholds } from "../contract/thresholds.ts";
import type { Evidence } from "./availability.ts";
import { modelScopes } from "./modelScopes.ts";
import { readLimit } from "./readLimit.ts";

/** What the threshold law looks at in an account. */
export type GatedAccount = Pick<Snapshot, "account_id" | "status"> & Evidence;

/** What an account's windows are held against. */
export interface CapsAsked {
  thresholds: Thresholds;
  /** The vendor's name of the model that the work uses; null if it names none. */
  model: string | null;
  /** The provider's pace: evidence without a trusted reset counts for two of these. */
  poll_seconds: number;
}

/** One window against its cap. */
export interface WindowReading {
  state: "over" | "under" | "unknown";
  /** The share that counts, the highest of those that do; null if none is known. */
  utilization_pct: number | null;
  resets_at: Instant | null;
  /** What it is called, where it is one model's. */
  window?: string;
}

/** An account against both caps. */
export interface AccountReading {
  session: WindowReading;
  week: WindowReading;
}

const OFF: WindowReading = { state: "under", utilization_pct: null, resets_at: null };

/** The week counts the highest of the weekly windows that the work meets. */
export function readCaps(
  account: GatedAccount,
  { thresholds, model, poll_seconds }: CapsAsked,
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

export const isOver = ({ session, week }: AccountReading) =>
  session.state === "over" || week.state === "over";

/** When nothing of it is over any more, milliseconds since 1970; infinite if nobody knows. */
export function freeAt({ session, week }: AccountReading): number {
  const over = [session, week].filter(({ state }) => state === "over");
  const until = latest(over);
  return until === null ? Infinity : fromInstant(until);
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
  const { resets_at, reset_trust, observed_at, depleted, scope, label } = limit;
  const share = used_pct ?? (depleted === true ? 100 : null);
  if (reset === "due" || share === null) {
    return { state: "unknown", utilization_pct: null, resets_at };
  }
  if (share < cap) return { state: "under", utilization_pct: share, resets_at };
  // A reset that has passed never blocks, also where a vendor goes on to name it.
  const hasPassed = resets_at !== null && reset !== "upcoming";
  const trusted = reset_trust === "authoritative" && reset === "upcoming";
  const counts = !hasPassed && (trusted || !isOld(observed_at, pollSeconds, now));
  return {
    state: counts ? "over" : "unknown",
    utilization_pct: share,
    resets_at,
    ...(scope !== "account" && { window: label }),
  };
}

/** Evidence without a reset to rely on counts for two polls. */
export const isOld = (at: Instant, pollSeconds: number, now: number) =>
  now - fromInstant(at) >= 2 * pollSeconds * 1000;

/** When the last of them resets; null if one of them has no reset. */
function latest(readings: readonly WindowReading[]): Instant | null {
  const resets = readings.map(({ resets_at }) => resets_at);
  if (resets.includes(null)) return null;
  return resets.toSorted((a, b) => ((a ?? "") < (b ?? "") ? -1 : 1)).at(-1) ?? null;
}
