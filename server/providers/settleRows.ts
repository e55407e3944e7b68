import { Limit } from "../../src/contract/limit.ts";

/**
 * What a reader made of its rows, null where one could not be read: one limit per id, the tightest
 * of those that share it, in the order of their first appearance; and how many rows were lost.
 */
export function settleRows(rows: readonly (Limit | null)[]): {
  limits: Limit[];
  dropped_rows: number;
} {
  // A limit that breaks an invariant must not stand for its id.
  const limits = rows
    .filter((row) => row !== null)
    .filter((limit) => Limit.safeParse(limit).success);
  const byId = new Map<string, Limit>();
  for (const limit of limits) {
    const other = byId.get(limit.id);
    if (!other || tightness(limit) > tightness(other)) byId.set(limit.id, limit);
  }
  return { limits: [...byId.values()], dropped_rows: rows.length - limits.length };
}

/** A depleted limit before any share, any share before an unknown one. */
const tightness = ({ depleted, used_pct }: Limit): number =>
  depleted === true ? Infinity : (used_pct ?? -Infinity);
