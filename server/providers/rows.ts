import type { Limit } from "../../src/contract/limit.ts";
import { isObject, type Json } from "./lenient.ts";
import { soundLimits } from "./limitOf.ts";
import type { Report } from "./provider.ts";
import { unknownKeys } from "./report.ts";

/** What rows gave, and what they did not. */
export type Rows = Pick<Report, "limits" | "unknown_keys" | "dropped_rows">;

/** What a row gives: its limits, with null for a part of it that cannot be read, or null for all of it. */
type Read = readonly (Limit | null)[] | null;

/** Where a row stands in the answer, and which members of it are known. */
interface Shape {
  path: string;
  known: readonly string[];
}

/**
 * Reads rows one by one. `read` gives a row's limits, none if it says nothing of interest, or null if
 * it cannot be read: such a row is counted, and the others stand.
 */
export function readRows(
  rows: unknown,
  shape: Shape,
  read: (row: Json, index: number) => Read,
): Rows {
  if (rows === undefined || rows === null) return together();
  if (!Array.isArray(rows)) return unreadable;
  return together(
    ...rows.map((row: unknown, index) => rowOf(row, shape, (told) => read(told, index))),
  );
}

/** Reads the one row that a member is; a member that is not there is none. */
export const readRow = (row: unknown, shape: Shape, read: (row: Json) => Read): Rows =>
  row === undefined || row === null ? together() : rowOf(row, shape, read);

function rowOf(row: unknown, { path, known }: Shape, read: (row: Json) => Read): Rows {
  if (!isObject(row)) return unreadable;
  return together({ unknown_keys: unknownKeys(row, known, path) }, settled(read(row) ?? [null]));
}

/** What was read of rows, null where one could not be. */
export const settled = (rows: readonly (Limit | null)[]): Rows =>
  together(...rows.map((row) => (row ? { limits: [row] } : unreadable)));

/** The rows of which a limit can be made, each id once; what breaks an invariant is counted. */
export function sound({ limits, unknown_keys, dropped_rows }: Rows): Rows {
  const { limits: kept, dropped } = soundLimits(limits);
  return { limits: kept, unknown_keys, dropped_rows: dropped_rows + dropped };
}

/** One row that could not be read. */
export const unreadable: Rows = { limits: [], unknown_keys: [], dropped_rows: 1 };

/** Several rows, or what several answers say, as one; a member that many rows have is named once. */
export const together = (...parts: readonly Partial<Rows>[]): Rows => ({
  limits: parts.flatMap(({ limits = [] }) => limits),
  unknown_keys: [...new Set(parts.flatMap(({ unknown_keys = [] }) => unknown_keys))],
  dropped_rows: parts.reduce((sum, { dropped_rows = 0 }) => sum + dropped_rows, 0),
});
