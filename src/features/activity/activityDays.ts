import type { ActivityEntry } from "../../contract/activity.ts";
import { toInstant } from "../../contract/instant.ts";
import { formatDay, type Place } from "../../domain/moment.ts";

export interface ActivityDay {
  /** "10 Mar 2026". */
  day: string;
  /** In the order given. */
  entries: ActivityEntry[];
}

/** A moment of a year that no entry is of, so that each day is told with its year. */
const LONG_AGO = 0;

/** Entries by the day on which they happened, in the order given. */
export function activityDays(entries: readonly ActivityEntry[], place: Place = {}): ActivityDay[] {
  const days: ActivityDay[] = [];
  for (const entry of entries) {
    const day = formatDay(entry.at, LONG_AGO, place);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

/** What a day is called: "Today", else its date, with the year if it is another. */
export function dayWords({ entries }: ActivityDay, now: number, place: Place = {}): string {
  const at = entries[0]?.at;
  if (at === undefined) return "";
  const isToday = formatDay(at, LONG_AGO, place) === formatDay(toInstant(now), LONG_AGO, place);
  return isToday ? "Today" : formatDay(at, now, place);
}
