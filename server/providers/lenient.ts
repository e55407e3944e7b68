import { type Instant, toInstant } from "../../src/contract/instant.ts";

/** Lenient about form, strict about meaning: what cannot be read is null, never 0. */

export type Json = Readonly<Record<string, unknown>>;

/** The value as an object; empty if it is none. */
export const objectOf = (value: unknown): Json => (isObject(value) ? value : {});

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textOf = (value: unknown): string | null =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : null;

/** A finite number, also written as a string ("2048"); null otherwise. */
export function numberOf(value: unknown): number | null {
  if (typeof value === "string" && value.trim() === "") return null;
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** There is something, be it readable or not. */
export const isTold = (value: unknown): boolean => value !== null && value !== undefined;

/** There is something where a number should be, and it is none: the row is malformed, not silent. */
export const isMistyped = (value: unknown): boolean => isTold(value) && numberOf(value) === null;

export const booleanOf = (value: unknown): boolean | null =>
  typeof value === "boolean" ? value : null;

/** Before 2001 and after 2099 no reset of any vendor lies: such a number is a placeholder. */
const FIRST_MS = 1e12;
const LAST_MS = 4.1e12;

/**
 * An instant as vendors write it: ISO 8601 with any fraction and offset (without one it is UTC), a
 * date alone (its midnight, UTC), or a number, which is seconds since 1970 below 1e11, else
 * milliseconds. Null for anything else, and outside the years 2001 to 2099.
 */
export function instantOf(value: unknown): Instant | null {
  const number = numberOf(value);
  const ms = number !== null ? (number < 1e11 ? number * 1000 : number) : msOfText(value);
  if (ms === null || ms < FIRST_MS || ms > LAST_MS) return null;
  return toInstant(Math.trunc(ms));
}

function msOfText(value: unknown): number | null {
  if (typeof value !== "string") return null;
  const match =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?$/i.exec(
      value.trim(),
    );
  if (!match) return null;
  const [, date, time = "00:00:00", fraction = "", offset = "Z"] = match;
  const seconds = time.length === 5 ? `${time}:00` : time;
  const ms = Date.parse(`${date}T${seconds}${fraction.slice(0, 4)}${offset.toUpperCase()}`);
  return Number.isNaN(ms) ? null : ms;
}
