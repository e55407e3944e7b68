import * as z from "zod/mini";

/**
 * A moment as an ISO 8601 string in UTC: `2026-05-26T05:00:00.000Z`. It is written in milliseconds;
 * a finer fraction, as some vendors send it, is cut down to them when read.
 * It stays a string in answers and caches and is parsed only where it is compared or shown.
 */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;

/** The instant of `epochMs`, milliseconds since 1970. */
export const toInstant = (epochMs: number): Instant => new Date(epochMs).toISOString();

/** Milliseconds since 1970 of an instant; NaN never: a malformed instant throws. */
export function fromInstant(instant: Instant): number {
  const epochMs = Date.parse(instant);
  if (Number.isNaN(epochMs)) throw new RangeError(`Not an instant: ${instant}`);
  return epochMs;
}
