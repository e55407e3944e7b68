import type { Limit } from "../../src/contract/limit.ts";
import { isObject, type Json } from "./lenient.ts";
import type { Report } from "./provider.ts";
import { unknownKeys } from "./report.ts";

/** What rows gave, and what they did not. */
export type Rows = Pick<Report, "limits" | "unknown_keys" | "dropped_rows">;

/**
 * Reads rows one by one. `read` gives a row's limits, none if it says nothing of interest, or null if
 * it cannot be read: such a row is counted, and the others stand.
 */
export function readRows(
  rows: unknown,
  { path, known }: { path: string; known: readonly string[] },
  read: (row: Json, index: number) => readonly Limit[] | null,
): Rows {
  if (rows === undefined || rows === null) return together();
  if (!Array.isArray(rows)) return unreadable;
  return together(
    ...rows.map((row: unknown, index): Rows => {
      const limits = isObject(row) ? read(row, index) : null;
      if (!limits) return unreadable;
      return {
        limits: [...limits],
        unknown_keys: unknownKeys(row, known, path),
        dropped_rows: 0,
      };
    }),
  );
}

/** One row that could not be read. */
export const unreadable: Rows = { limits: [], unknown_keys: [], dropped_rows: 1 };

/** Several rows, or what several answers say, as one; a member that many rows have is named once. */
export const together = (...parts: readonly Partial<Rows>[]): Rows => ({
  limits: parts.flatMap(({ limits = [] }) => limits),
  unknown_keys: [...new Set(parts.flatMap(({ unknown_keys = [] }) => unknown_keys))],
  dropped_rows: parts.reduce((sum, { dropped_rows = 0 }) => sum + dropped_rows, 0),
});
