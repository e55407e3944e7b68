import { fromInstant, type Instant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import { readLimit } from "./readLimit.ts";

/** What one limit, or pools that add up, says to work that needs it. */
export interface Gate {
  state: "open" | "unknown" | "blocked";
  /** Milliseconds since 1970; infinite if no reset is known. It means something only where the gate blocks. */
  reopens: number;
  limit: Limit;
}

/**
 * The gates of these limits: one each, and one for all pools together, which blocks only when all
 * are empty. `isFresh` tells whether what was seen at that moment still counts as evidence.
 */
export function gatesOf(
  limits: readonly Limit[],
  isFresh: (at: Instant) => boolean,
  now: number,
): Gate[] {
  const read = (limit: Limit) => gateOf(limit, isFresh(limit.observed_at), now);
  const gates = limits.filter((limit) => !isPool(limit)).map(read);
  const pools = limits.filter(isPool).map(read);
  // What is gone counts for nothing; if all are, nothing is known of what came after them.
  const there = pools.filter(({ limit }) => !isGone(limit, now));
  const [first] = (there.length > 0 ? there : pools).toSorted(byRoom);
  return first === undefined ? gates : [...gates, first];
}

/** True if work may go on here when a plan is spent: an overage that is switched on, a pool with something left. */
export function carriesOn(limit: Limit, now: number): boolean {
  const { state } = gateOf(limit, true, now);
  if (isPool(limit)) return state === "open";
  // A spend limit that gates is a ceiling of its own: its room makes up for no other.
  if (limit.kind !== "spend" || limit.gates || limit.enabled !== true) return false;
  return state === "open" || (limit.cap === "unknown" && !isSpent(limit, now));
}

const isPool = ({ kind }: Limit) => kind === "pool";

const readingOf = (limit: Limit, now: number) => readLimit(limit, now, Number.POSITIVE_INFINITY);
const isSpent = (limit: Limit, now: number) => readingOf(limit, now).level === "exhausted";

function gateOf(limit: Limit, fresh: boolean, now: number): Gate {
  const { resets_at, reset_trust, depleted, remaining } = limit;
  const { level, reset } = readingOf(limit, now);
  const reopens = resets_at === null ? Number.POSITIVE_INFINITY : fromInstant(resets_at);
  if (isPool(limit) && isGone(limit, now)) return { state: "unknown", reopens, limit };
  if (level === "exhausted") {
    const counts = fresh || reset_trust === "authoritative";
    return { state: counts && reopens > now ? "blocked" : "unknown", reopens, limit };
  }
  // A balance has no share, and yet there is something left of it.
  const known = level !== "unknown" || depleted === false || (remaining !== null && remaining > 0);
  return { state: known && reset !== "due" ? "open" : "unknown", reopens, limit };
}

const isGone = ({ expires_at }: Limit, now: number) =>
  expires_at !== null && fromInstant(expires_at) <= now;

const byState = { open: 0, unknown: 1, blocked: 2 };

/** The one with room first, of those that block the one that reopens first. */
export const byRoom = (a: Pick<Gate, "state" | "reopens">, b: Pick<Gate, "state" | "reopens">) =>
  byState[a.state] - byState[b.state] || (a.reopens === b.reopens ? 0 : a.reopens - b.reopens);
