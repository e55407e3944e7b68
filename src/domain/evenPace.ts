import { fromInstant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";

/** Windows that start anew at a known moment; in a sliding one there is no even pace. */
const RESETTING = new Set<Limit["window_kind"]>(["rolling", "fixed", "calendar", "billing"]);

/**
 * The share of the window that is over, 0 to 100: use that is spread evenly would stand there. Null
 * where the window's start or reset is not known, or the reset is due.
 */
export function evenPacePct(limit: Limit, now: number): number | null {
  const { window_kind, window_seconds, resets_at } = limit;
  if (!RESETTING.has(window_kind) || resets_at === null) return null;
  if (window_seconds === null || !(window_seconds > 0)) return null;
  const left = (fromInstant(resets_at) - now) / 1000;
  if (left <= 0 || left > window_seconds) return null;
  return (1 - left / window_seconds) * 100;
}
