export const HOUR_SECONDS = 3600;
export const SESSION_SECONDS = 5 * HOUR_SECONDS;
export const DAY_SECONDS = 24 * HOUR_SECONDS;
export const WEEK_SECONDS = 7 * DAY_SECONDS;

/** The short window by its length, which is not always five hours: "Session (4 h)". */
export const sessionLabel = (seconds: number | null) =>
  seconds === null ? "Session" : `Session (${Math.round((seconds / HOUR_SECONDS) * 10) / 10} h)`;
