import { fromInstant, type Instant, toInstant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import type { RefusalOf } from "../contract/refusal.ts";
import type { ComputeUsage } from "../contract/sessions.ts";

/** The calendar month of a moment, in UTC: "2026-05". */
export const periodOf = (now: number): string => toInstant(now).slice(0, 7);

/** When the month of a moment starts, milliseconds since 1970. */
export function periodStart(now: number): number {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

/** When the next month starts: the 1st, 00:00 UTC. */
export function nextPeriod(now: number): Instant {
  const date = new Date(now);
  return toInstant(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1));
}

/** When the day of a moment starts in UTC. */
export function dayStart(now: number): number {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
}

/** Seconds used in the month of `now`: a total of another month is none of it. */
const secondsUsed = (usage: ComputeUsage, now: number): number =>
  usage.period === periodOf(now) ? usage.monthly_seconds : 0;

/**
 * Is the month's compute used up (seed 000)? At the quota is at it. No quota is never used up, a
 * quota of 0 always; what is not known is not used up, and neither is what belongs to another month.
 */
export function isAtUsageQuota(usage: ComputeUsage | null, now: number): boolean {
  if (usage === null || usage.monthly_quota_seconds === null) return false;
  return secondsUsed(usage, now) >= usage.monthly_quota_seconds;
}

/** The refusal of a start at the quota; null below it. */
export function computeRefusal(
  usage: ComputeUsage | null,
  now: number,
): RefusalOf<"compute_quota_exceeded"> | null {
  if (usage === null || usage.monthly_quota_seconds === null || !isAtUsageQuota(usage, now)) {
    return null;
  }
  return {
    reason: "compute_quota_exceeded",
    used_seconds: secondsUsed(usage, now),
    quota_seconds: usage.monthly_quota_seconds,
    resets_at: nextPeriod(now),
    upgrade_url: usage.upgrade_url,
  };
}

/** The month's compute as a `Limit`, for the one gauge. */
export function computeLimit(usage: ComputeUsage): Limit {
  const { monthly_seconds: used, monthly_quota_seconds: max } = usage;
  const start = fromInstant(`${usage.period}-01T00:00:00.000Z`);
  return {
    id: "compute",
    label: "Compute",
    kind: "counter",
    scope: "account",
    unit: "seconds",
    used,
    max,
    remaining: max === null ? null : Math.max(0, max - used),
    used_pct: max === null || max === 0 ? null : (used / max) * 100,
    cap: max === null ? "unlimited" : "limited",
    window_kind: "calendar",
    window_seconds: (fromInstant(usage.resets_at) - start) / 1000,
    resets_at: usage.resets_at,
    reset_trust: "authoritative",
    expires_at: null,
    gates: true,
    enabled: null,
    depleted: max === null ? false : used >= max,
    observed_at: usage.observed_at,
  };
}
