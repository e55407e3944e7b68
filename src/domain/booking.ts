import { fromInstant, toInstant } from "../contract/instant.ts";
import { dayStart } from "./compute.ts";

/** Compute seconds of one day, in UTC: "2026-05-31". */
export interface DaySeconds {
  day: string;
  seconds: number;
}

const DAY_MS = 86_400_000;

/** The day of a moment, in UTC. */
export const dayOf = (now: number): string => toInstant(now).slice(0, 10);

/** The first day of the month of a moment. */
export const firstDayOf = (now: number): string => `${toInstant(now).slice(0, 7)}-01`;

/**
 * Compute seconds that ended at `now`, by the days they belong to, the earliest first: what ran over
 * midnight, or over the end of a month, is split there. `seconds` is measured by a clock that only
 * goes forward, so that one that jumps books neither negative nor absurd amounts; `now`, milliseconds
 * since 1970, only says which days they were.
 */
export function splitByDay(seconds: number, now: number): DaySeconds[] {
  if (!(seconds > 0) || !Number.isFinite(seconds)) return [];
  const parts: DaySeconds[] = [];
  let rest = seconds * 1000;
  for (let end = now; rest > 0; end = dayStart(end - 1)) {
    // The very start of a day belongs to the day before: nothing has run in the new one yet.
    const start = dayStart(end - 1);
    const ms = Math.min(rest, end - start);
    parts.unshift({ day: dayOf(start), seconds: ms / 1000 });
    rest -= ms;
  }
  return parts;
}

/** The seconds of the days of one month, and of one day. */
export function secondsIn(parts: readonly DaySeconds[], now: number) {
  const [first, today] = [firstDayOf(now), dayOf(now)];
  const end = dayOf(fromInstant(`${first}T00:00:00.000Z`) + 32 * DAY_MS).slice(0, 7);
  const sum = (of: (part: DaySeconds) => boolean) =>
    parts.filter(of).reduce((total, { seconds }) => total + seconds, 0);
  return {
    monthly_seconds: sum(({ day }) => day >= first && day < end),
    daily_seconds: sum(({ day }) => day === today),
  };
}
