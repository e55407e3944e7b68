import { fromInstant, type Instant, toInstant } from "../contract/instant.ts";
import type { BatchStatus, ComputeUsage } from "../contract/sessions.ts";
import { dayStart, reachesQuotaAt } from "./compute.ts";
import { levels } from "./levels.ts";

/** Work that runs uses compute without a word; a look so often keeps the total true. */
const LOOK_SECONDS = 30;
/** After two looks that gave nothing it is not known what still runs. */
const COUNT_ON_SECONDS = 2 * LOOK_SECONDS;

/**
 * When the status is another though nobody says so: the month turns, what works has used it up or
 * comes to a warning, and every half minute while something works. What stands still is not asked about.
 */
export function statusChangesAt({
  usage,
  working,
}: Pick<BatchStatus, "usage" | "working">): (Instant | null)[] {
  const look = fromInstant(usage.observed_at) + LOOK_SECONDS * 1000;
  const warned = [levels.approaching, levels.critical].map(({ from_pct }) =>
    reachesQuotaAt(usage, working, from_pct),
  );
  return [
    working > 0 ? toInstant(look) : null,
    ...warned,
    reachesQuotaAt(usage, working),
    usage.resets_at,
  ];
}

/**
 * The usage as it will have grown by `now` if `working` runs have worked on, and no further than is
 * known: to the quota, which stops them, to the month's end, and for a minute without an answer.
 * `observed_at` stays: it is when somebody looked.
 */
export function usageAt(usage: ComputeUsage, working: number, now: number): ComputeUsage {
  const { monthly_seconds, monthly_quota_seconds: quota, daily_seconds } = usage;
  const observed = fromInstant(usage.observed_at);
  const until = Math.min(now, fromInstant(usage.resets_at), observed + COUNT_ON_SECONDS * 1000);
  const between = (start: number) => (Math.max(0, until - start) / 1000) * working;
  const room = quota === null ? Number.POSITIVE_INFINITY : Math.max(0, quota - monthly_seconds);
  const grown = Math.min(between(observed), room);
  const midnight = dayStart(now);
  return {
    ...usage,
    monthly_seconds: monthly_seconds + grown,
    daily_seconds: midnight > observed ? Math.min(grown, between(midnight)) : daily_seconds + grown,
  };
}

/** The compute seconds of one run by `now`, told at `asOf`: they grow while its process is there. */
export const computeSecondsAt = (
  run: { compute_seconds: number; finished_at: Instant | null; started_at: Instant | null },
  asOf: Instant,
  now: number,
): number =>
  run.finished_at === null && run.started_at !== null
    ? run.compute_seconds + Math.max(0, now - fromInstant(asOf)) / 1000
    : run.compute_seconds;
