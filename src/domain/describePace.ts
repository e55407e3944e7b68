import type { ComputeUsage } from "../contract/sessions.ts";
import { computePace } from "./compute.ts";
import { formatDay, type Place } from "./moment.ts";

/** What the month so far leads to, in words; null where it says nothing. */
export function describePace(usage: ComputeUsage, now: number, place: Place = {}): string | null {
  const pace = computePace(usage, now);
  if (pace === null) return null;
  return pace.used_up_at === null
    ? "At this pace it lasts the month."
    : `At this pace it is used up on ${formatDay(pace.used_up_at, now, place)}.`;
}
