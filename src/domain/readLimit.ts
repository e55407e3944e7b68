import { fromInstant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import { type Level, levelOfPct } from "./levels.ts";

/**
 * `upcoming`: the reset lies ahead. `due`: it has passed, and nothing has been seen since.
 * `none`: no reset is known, or the value was observed after it.
 */
export type ResetState = "upcoming" | "due" | "none";

export interface Reading {
  level: Level;
  /** Share used as reported, may lie outside 0 to 100; null is unknown. */
  used_pct: number | null;
  /** Length of the bar, 0 to 100; null means that no bar may be drawn. */
  fill_pct: number | null;
  reset: ResetState;
  /** True if this limit stands in the way now. */
  blocks: boolean;
  /** Seconds since the value was observed; never negative. */
  age_seconds: number;
  stale: boolean;
}

/**
 * Reads a limit against a clock.
 *
 * `now` is in milliseconds since 1970. After `staleAfterSeconds` the value counts as stale. A limit
 * whose reset is due has the level `unknown`, whatever its last numbers were: it no longer blocks,
 * and is neither empty nor full until somebody looks.
 */
export function readLimit(limit: Limit, now: number, staleAfterSeconds: number): Reading {
  const observed = fromInstant(limit.observed_at);
  const age_seconds = Math.max(0, (now - observed) / 1000);
  const used_pct = shareUsed(limit);
  const seen = levelOf(limit, used_pct);
  const reset = resetState(limit, observed, seen, now);
  const level = reset === "due" ? "unknown" : seen;
  return {
    level,
    used_pct,
    fill_pct: fillOf(level, used_pct),
    reset,
    blocks: limit.gates && level === "exhausted",
    age_seconds,
    stale: age_seconds > staleAfterSeconds,
  };
}

/** One that is seen spent after its own reset is not believed: a reset that has passed never blocks. */
function resetState(limit: Limit, observed: number, seen: Level, now: number): ResetState {
  if (limit.resets_at === null) return "none";
  const resets = fromInstant(limit.resets_at);
  if (resets > now) return "upcoming";
  return observed < resets || seen === "exhausted" ? "due" : "none";
}

function shareUsed({ used, max, used_pct }: Limit): number | null {
  if (used_pct !== null && Number.isFinite(used_pct)) return used_pct;
  if (used === null || max === null || max <= 0 || !Number.isFinite(max)) return null;
  const share = (used / max) * 100;
  return Number.isFinite(share) ? share : null;
}

function levelOf(limit: Limit, usedPct: number | null): Level {
  if (limit.cap === "unlimited" || limit.cap === "no_cap") return "unlimited";
  if (limit.depleted === true) return "exhausted";
  if (limit.remaining !== null && limit.remaining <= 0) return "exhausted";
  return usedPct === null ? "unknown" : levelOfPct(usedPct);
}

function fillOf(level: Level, usedPct: number | null): number | null {
  if (level === "unknown" || level === "unlimited") return null;
  if (level === "exhausted") return 100;
  return Math.min(100, Math.max(0, usedPct ?? 0));
}
