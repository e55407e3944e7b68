import { type Instant, toInstant } from "../contract/instant.ts";
import { NOON } from "./settings.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The instant `seconds` after the moment that stories are written for. */
export const at = (seconds: number): Instant => toInstant(Date.parse(NOON) + seconds * 1000);

/** Moments to come, the nearest first. */
export const ahead: Readonly<Record<string, Instant>> = {
  "one-millisecond-left": at(0.001),
  seconds: at(42),
  minutes: at(4 * MINUTE + 5),
  hours: at(2 * HOUR + 14 * MINUTE),
  tomorrow: at(DAY),
  "this-week": at(5 * DAY + 3 * HOUR),
  "next-month": at(21 * DAY + 14 * HOUR),
  "next-year": at(300 * DAY),
  "a-century-away": at(36_525 * DAY),
};

/** Moments that have been, the latest first. */
export const passed: Readonly<Record<string, Instant>> = {
  "this-very-moment": at(0),
  "seconds-ago": at(-42),
  "minutes-ago": at(-(4 * MINUTE + 5)),
  "hours-ago": at(-(2 * HOUR + 14 * MINUTE)),
  "days-ago": at(-3 * DAY),
  "years-ago": at(-800 * DAY),
};
