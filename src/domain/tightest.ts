import type { Limit } from "../contract/limit.ts";
import { readLimit } from "./readLimit.ts";

/**
 * The limit that binds first: the gating one with the largest share used, an exhausted one before
 * any other. What is unknown or unlimited binds nothing; of equals the first. Null if none is left.
 */
export function tightest(limits: readonly Limit[], now: number): Limit | null {
  let first: { limit: Limit; share: number } | null = null;
  for (const limit of limits) {
    const { level, used_pct, blocks } = readLimit(limit, now, Number.POSITIVE_INFINITY);
    if (!limit.gates || level === "unknown" || level === "unlimited") continue;
    const share = blocks ? Number.POSITIVE_INFINITY : (used_pct ?? 0);
    if (first === null || share > first.share) first = { limit, share };
  }
  return first?.limit ?? null;
}
