import { fromInstant } from "../contract/instant.ts";
import type { ComputeUsage } from "../contract/sessions.ts";
import { computePace, periodOf, reachesQuotaAt } from "./compute.ts";
import { formatCountdown, formatDay, type Place } from "./moment.ts";

/** So far ahead what runs now tells more than the month before it; beyond that little runs on. */
const AHEAD_MS = 86_400_000;

/** What the month so far leads to, or sooner what `working` runs do; in words, null if nothing is known. */
export function describePace(
  usage: ComputeUsage,
  working: number,
  now: number,
  place: Place = {},
): string | null {
  const reached = usage.period === periodOf(now) ? reachesQuotaAt(usage, working) : null;
  const left =
    reached && fromInstant(reached) - now < AHEAD_MS ? formatCountdown(reached, now) : null;
  if (left !== null) return `With what runs now it is used up in ${left}.`;
  const pace = computePace(usage, now);
  if (pace === null) return null;
  return pace.used_up_at === null
    ? "At this pace it lasts the month."
    : `At this pace it is used up on ${formatDay(pace.used_up_at, now, place)}.`;
}
