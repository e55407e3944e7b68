import { fromInstant, type Instant, toInstant } from "../contract/instant.ts";
import type { PrLockState, ProjectLimits } from "../contract/quota.ts";
import { STUCK_BELOW_SECONDS } from "./prLock.ts";

/** What every answer says of a lock, in full or at a glance. */
export type PrLockSummary = ProjectLimits["pr_lock"];

export type PrLockReading = PrLockState | "unknown";

/**
 * Reads a lock against a clock. A lease runs down while nobody asks: below 40 s it is stuck, and once
 * it has run out nobody knows who holds the lock. `fresh` is false if the answer could not be
 * renewed: a lock that was free then may be held by now, so it is not called free.
 */
export function readPrLock(lock: PrLockSummary, now: number, fresh: boolean): PrLockReading {
  if (lock.state === "free") return fresh ? "free" : "unknown";
  if (lock.lease_expires_at === null) return lock.state;
  const left = fromInstant(lock.lease_expires_at) - now;
  if (left <= 0) return "unknown";
  return left < STUCK_BELOW_SECONDS * 1000 ? "stuck" : lock.state;
}

/** When the answer changes by itself: the lock gets stuck, and then frees itself. */
export function lockMoments({ lease_expires_at }: PrLockSummary): Instant[] {
  if (lease_expires_at === null) return [];
  const stuck = fromInstant(lease_expires_at) - STUCK_BELOW_SECONDS * 1000;
  return [toInstant(stuck), lease_expires_at];
}
