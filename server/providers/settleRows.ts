import type { Limit } from "../../src/contract/limit.ts";
import { soundLimits } from "./limitOf.ts";

/** What a reader made of its rows, null where one could not be read; and how many rows were lost. */
export function settleRows(rows: readonly (Limit | null)[]): {
  limits: Limit[];
  dropped_rows: number;
} {
  const read = rows.filter((row) => row !== null);
  const { limits, dropped } = soundLimits(read);
  return { limits, dropped_rows: rows.length - read.length + dropped };
}
