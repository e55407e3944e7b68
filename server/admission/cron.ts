import { Cron } from "croner";
import type { Instant } from "../../src/contract/instant.ts";
import { fromInstant, toInstant } from "../../src/contract/instant.ts";
import type { BadField } from "../../src/contract/problem.ts";
import type { Schedule } from "../../src/contract/schedules.ts";

export type Times = Pick<Schedule, "cron" | "timezone">;

/** Five fields, as the contract has it: croner knows more, and names for them. */
const FIVE_FIELDS = /^\S+(?: +\S+){4}$/;

/** Where the clock goes forward over a named time, it fires after the gap; where it repeats one, once. */
const jobOf = ({ cron, timezone }: Times) =>
  new Cron(cron, { timezone, mode: "5-part", paused: true });

/** What is wrong with the times of a schedule; `now` in milliseconds since 1970. */
export function badTimes({ cron, timezone }: Times, now: number): BadField[] {
  const bad: BadField[] = [];
  if (!isTimezone(timezone)) {
    bad.push({ field: "timezone", message: 'must be an IANA time zone such as "Europe/Berlin"' });
  }
  const fault = cronFault(cron, now);
  if (fault) bad.push({ field: "cron", message: fault });
  return bad;
}

function cronFault(cron: string, now: number): string | null {
  const message =
    "must be five cron fields: minute (0 to 59), hour (0 to 23), day of the month (1 to 31), month (1 to 12), weekday (0 to 7)";
  if (!FIVE_FIELDS.test(cron)) return message;
  try {
    const next = jobOf({ cron, timezone: "UTC" }).nextRun(new Date(now));
    return next ? null : "names no time that ever comes";
  } catch {
    return message;
  }
}

/** An offset is none: it knows nothing of summer. */
function isTimezone(timezone: string): boolean {
  if (!/^[A-Za-z]/.test(timezone)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: timezone }).format();
    return true;
  } catch {
    return false;
  }
}

export const nextFires = (times: Times, now: number, count: number): Instant[] =>
  jobOf(times)
    .nextRuns(count, new Date(now))
    .map((next) => toInstant(next.getTime()));

/** What is due later than so is not started any more. */
const LATE_MS = 60_000;
/** More than so many missed ones are not counted. */
const MOST_MISSED = 1000;

export interface Due {
  /** The one to start, if it is not too late for it. */
  fire: Instant | null;
  /** Those that nobody started in time: the last of them, and how many. */
  missed: { last: Instant; count: number; more: boolean } | null;
}

/** What a schedule named after `since` and up to now; the moments in milliseconds since 1970. */
export function dueFires(times: Times, since: number, now: number): Due {
  const job = jobOf(times);
  const named = job
    .previousRuns(2, new Date(now + 1))
    .map((date) => date.getTime())
    .filter((at) => at > since);
  const [newest] = named;
  const inTime = newest !== undefined && now - newest <= LATE_MS;
  const last = inTime ? named[1] : newest;
  return {
    fire: inTime ? toInstant(newest) : null,
    missed: last === undefined ? null : { last: toInstant(last), ...countTo(job, since, last) },
  };
}

function countTo(job: Cron, since: number, last: number): { count: number; more: boolean } {
  let count = 0;
  let at = job.nextRun(new Date(since));
  for (; at !== null && at.getTime() <= last; at = job.nextRun(at)) {
    if (count === MOST_MISSED) return { count, more: true };
    count++;
  }
  return { count: Math.max(1, count), more: false };
}

/** When a schedule has something to do again; null never. Milliseconds since 1970. */
export function nextMoment(times: Times, since: number): number | null {
  const next = nextFires(times, since, 1)[0];
  return next === undefined ? null : fromInstant(next);
}
