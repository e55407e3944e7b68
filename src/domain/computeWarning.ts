import type { RefusalOf } from "../contract/refusal.ts";
import type { ComputeUsage } from "../contract/sessions.ts";
import { computeRefusal, nextPeriod, periodOf } from "./compute.ts";
import { explain, type Explanation } from "./explain.ts";
import { type Level, levelOfPct, levels } from "./levels.ts";
import { formatPct } from "./percent.ts";
import { computeUse } from "./refusals.ts";

/** How far the month's compute is used, in the words of the refusal that it comes to in the end. */
export interface ComputeWarning extends Pick<
  Explanation,
  "title" | "sentence" | "until" | "until_label" | "remedies"
> {
  level: Extract<Level, "approaching" | "critical" | "exhausted">;
  /** The month that it is about: "2026-05". */
  period: string;
}

/**
 * The warning at 80, 95 and 100 % of the month's compute (seed 000); null below, and where nothing is
 * known of the month of `now`. At 100 it is the refusal itself, and stands just where a start is
 * refused.
 */
export function computeWarning(usage: ComputeUsage | null, now: number): ComputeWarning | null {
  if (usage === null || usage.monthly_quota_seconds === null) return null;
  const period = periodOf(now);
  const refusal = computeRefusal(usage, now);
  if (refusal) return { level: "exhausted", period, ...explain(refusal, now) };
  if (usage.period !== period) return null;
  const almost: RefusalOf<"compute_quota_exceeded"> = {
    reason: "compute_quota_exceeded",
    used_seconds: usage.monthly_seconds,
    quota_seconds: usage.monthly_quota_seconds,
    resets_at: nextPeriod(now),
    upgrade_url: usage.upgrade_url,
  };
  const pct = (almost.used_seconds / almost.quota_seconds) * 100;
  if (levelOfPct(pct) === "ok") return null;
  // Below the quota by less than a division can tell is still below it.
  const level = levelOfPct(pct) === "approaching" ? "approaching" : "critical";
  return {
    ...explain(almost, now),
    level,
    period,
    title: `Compute quota ${levels[level].word.toLowerCase()}`,
    sentence: `${computeUse(almost)}, ${formatPct(pct)}.`,
  };
}
