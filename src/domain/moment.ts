import { fromInstant, type Instant } from "../contract/instant.ts";
import { type DurationStyle, formatDuration, formatRoughly } from "./duration.ts";

const DAY = 86_400_000;

export interface Place {
  locale?: string | undefined;
  /** IANA name; the runtime's own zone if left out. */
  timeZone?: string | undefined;
}

/**
 * The time left until an instant: "2 h 14 m". Rounded up to whole seconds, so that it reads 0 only
 * once the moment is there. Null once it has come.
 */
export function formatCountdown(
  until: Instant,
  now: number,
  locale = "en",
  style: DurationStyle = "narrow",
): string | null {
  const left = fromInstant(until) - now;
  return left > 0 ? formatDuration(Math.ceil(left / 1000), locale, style) : null;
}

/**
 * An instant as a clock and calendar say it: "14:30 CET" today, "Tue 14:30 CET" within six days,
 * "24 Dec 2026, 14:30 CET" beyond.
 */
export function formatMoment(at: Instant, now: number, place: Place = {}): string {
  const then = fromInstant(at);
  const { locale = "en-GB", timeZone } = place;
  const written = (epochMs: number, options: Intl.DateTimeFormatOptions) =>
    formatterOf(locale, { ...options, timeZone }).format(epochMs);
  const time = written(then, { hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
  const day = { year: "numeric", month: "short", day: "numeric" } as const;
  if (written(then, day) === written(now, day)) return time;
  const weekday = { weekday: "short" } as const;
  const name = written(then, weekday);
  // Over a day of 23 hours, less than six days can reach the same weekday of another week.
  const unmistakable = Math.abs(then - now) < 6 * DAY && name !== written(now, weekday);
  return `${unmistakable ? name : `${written(then, day)},`} ${time}`;
}

/** The day of an instant, for what lies far ahead: "1 Dec", with the year if it is another. */
export function formatDay(at: Instant, now: number, { locale = "en-GB", timeZone }: Place = {}) {
  const yearOf = (moment: number) =>
    formatterOf(locale, { year: "numeric", timeZone }).format(moment);
  const moment = fromInstant(at);
  return formatterOf(locale, {
    day: "numeric",
    month: "short",
    ...(yearOf(moment) === yearOf(now) ? {} : { year: "numeric" }),
    timeZone,
  }).format(moment);
}

/** How long ago something was seen: "4 m ago", "just now" below five seconds or ahead of us. */
export function formatAge(at: Instant, now: number, locale = "en"): string {
  const seconds = (now - fromInstant(at)) / 1000;
  return seconds < 5 ? "just now" : `${formatDuration(seconds, locale)} ago`;
}

/**
 * How long ago in one unit: "4 m ago", "just now" below a minute. For many ages side by side, that
 * should neither tick nor be compared by the second.
 */
export function formatRoughAge(at: Instant, now: number, locale = "en"): string {
  const seconds = (now - fromInstant(at)) / 1000;
  return seconds < 60 ? "just now" : `${formatRoughly(seconds, locale)} ago`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Formatters are costly to make, and a page full of countdowns asks for many every second. */
function formatterOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, options);
    formatters.set(key, formatter);
  }
  return formatter;
}
