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

/** Why a run is stopped whose month is about to be used up; null without a quota. */
export function quotaRefusal(
  usage: ComputeUsage,
  now: number,
): RefusalOf<"compute_quota_exceeded"> | null {
  const { monthly_quota_seconds: quota } = usage;
  if (quota === null) return null;
  const monthly_seconds = Math.max(secondsUsed(usage, now), quota);
  return computeRefusal({ ...usage, period: periodOf(now), monthly_seconds }, now);
}

/** What runs is warned so long before its month is used up, or at once if less is left. */
export const WARN_SECONDS = 60;
/** How long `working` runs at a time may work on; infinite without a quota. */
export function secondsLeft(usage: ComputeUsage, working: number, now: number): number {
  const { monthly_quota_seconds: quota } = usage;
  if (quota === null || working === 0) return Number.POSITIVE_INFINITY;
  return Math.max(0, quota - secondsUsed(usage, now)) / working;
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

/**
 * When so much of the quota is reached, all of it by default, if as many runs as now work on; null if
 * it is, if none does, or not within the month.
 */
export function reachesQuotaAt(usage: ComputeUsage, working: number, pct = 100): Instant | null {
  const { monthly_seconds: used, monthly_quota_seconds: quota } = usage;
  if (quota === null) return null;
  const left = (quota * pct) / 100 - used;
  if (working <= 0 || left <= 0) return null;
  const reached = fromInstant(usage.observed_at) + Math.ceil((left / working) * 1000);
  return reached < fromInstant(usage.resets_at) ? toInstant(reached) : null;
}

/** What the month so far leads to: the quota is used up at a moment, or lasts (null). */
export interface Pace {
  used_up_at: Instant | null;
}

/** A pace of less says little about a month. */
const PACE_SECONDS = 86_400;

/**
 * The month's use carried on evenly. Null where that says nothing: without a quota, at it, in the
 * first day of a month, or in another month than the numbers'.
 */
export function computePace(usage: ComputeUsage, now: number): Pace | null {
  const { monthly_seconds: used, monthly_quota_seconds: quota } = usage;
  if (quota === null || usage.period !== periodOf(now) || used >= quota) return null;
  const start = periodStart(now);
  const elapsed = fromInstant(usage.observed_at) - start;
  if (elapsed < PACE_SECONDS * 1000) return null;
  const reached = used === 0 ? Number.POSITIVE_INFINITY : start + (elapsed * quota) / used;
  return { used_up_at: reached < fromInstant(usage.resets_at) ? toInstant(reached) : null };
}
