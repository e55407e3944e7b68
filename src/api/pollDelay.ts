import { fromInstant, type Instant } from "../contract/instant.ts";

/** A little after the instant, so that the server has passed it too. */
const GRACE_MS = 150;
const SOONEST_MS = 500;
const POLL_MS = 10_000;
/** Timers overflow after 24 days; nobody keeps a tab waiting longer than this without a look. */
const LONGEST_MS = 12 * 3_600_000;

export interface PollFacts {
  /** True while the live channel tells of changes. */
  live: boolean;
  /** The server's time in the last good answer; null without one. */
  observedAt: Instant | null;
  /** Known moments at which the answer changes by itself. */
  instants: readonly (Instant | null)[];
  /** True if the last attempt failed. */
  failing: boolean;
}

/**
 * Milliseconds until the next fetch; false if the truth cannot change unannounced.
 *
 * A moment that has passed since the last answer asks for one fetch, and no more once an answer
 * from after it is there. Without the live channel there is a slow poll as well.
 */
export function pollDelay(facts: PollFacts, now: number): number | false {
  const { live, observedAt, failing } = facts;
  if (failing) return POLL_MS;
  const observed = observedAt === null ? Number.NEGATIVE_INFINITY : fromInstant(observedAt);
  const moments = facts.instants
    .filter((instant) => instant !== null)
    .map(fromInstant)
    .filter((moment) => moment > observed);
  const poll = live ? Number.POSITIVE_INFINITY : POLL_MS;
  const wait = Math.min(poll, ...moments.map((moment) => moment - now + GRACE_MS));
  return Number.isFinite(wait) ? Math.min(LONGEST_MS, Math.max(SOONEST_MS, wait)) : false;
}
