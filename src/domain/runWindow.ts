import { type Instant, toInstant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import type { RunQuota } from "../contract/quota.ts";

/** How many runs a person may start per window, from the policy. */
export interface RunAllowance {
  max: number;
  window_seconds: number;
}

/** When a start made at `startedAt` leaves the window; at that very millisecond it no longer counts. */
export const leavesWindowAt = (startedAt: number, allowance: RunAllowance): number =>
  startedAt + allowance.window_seconds * 1000;

/**
 * The sliding log read at `now` (milliseconds since 1970), from the starts in any order.
 * A start dated after `now` (the clock went back) still counts.
 */
export function readRunWindow(
  starts: readonly number[],
  allowance: RunAllowance,
  now: number,
): RunQuota {
  const leaves = starts
    .map((start) => leavesWindowAt(start, allowance))
    .filter((leaving) => leaving > now)
    .sort((a, b) => a - b);
  const used = leaves.length;
  const { max, window_seconds } = allowance;
  const opening = max > 0 ? leaves[used - max] : undefined;
  const last = leaves.at(-1);
  return {
    used,
    max,
    remaining: Math.max(0, max - used),
    window_seconds,
    next_slot_at: opening === undefined ? null : toInstant(opening),
    resets_at: last === undefined ? null : toInstant(last),
  };
}

/** The run window as a `Limit`, for the one gauge. */
export function runLimit(quota: RunQuota, observedAt: Instant): Limit {
  return {
    id: "runs",
    label: "Runs",
    kind: "window",
    scope: "account",
    unit: "runs",
    used: quota.used,
    max: quota.max,
    remaining: quota.remaining,
    used_pct: quota.max > 0 ? (quota.used / quota.max) * 100 : null,
    cap: "limited",
    window_kind: "sliding",
    window_seconds: quota.window_seconds,
    resets_at: quota.resets_at,
    reset_trust: quota.resets_at === null ? "none" : "authoritative",
    expires_at: null,
    gates: true,
    enabled: null,
    depleted: quota.remaining <= 0,
    observed_at: observedAt,
  };
}
