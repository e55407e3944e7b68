/**
 * How full a limit is. The only table of levels: gauges, banners and advice read it.
 * `from_pct` compares with the raw share used, never a rounded one.
 */
export const levels = {
  ok: { from_pct: 0, word: "OK" },
  approaching: { from_pct: 80, word: "Approaching" },
  critical: { from_pct: 95, word: "Critical" },
  exhausted: { from_pct: 100, word: "Exhausted" },
  unlimited: { from_pct: null, word: "Unlimited" },
  unknown: { from_pct: null, word: "Unknown" },
} as const;

export type Level = keyof typeof levels;

/** The level of a known share; NaN and infinities are unknown. */
export function levelOfPct(usedPct: number): Level {
  if (!Number.isFinite(usedPct)) return "unknown";
  if (usedPct >= levels.exhausted.from_pct) return "exhausted";
  if (usedPct >= levels.critical.from_pct) return "critical";
  if (usedPct >= levels.approaching.from_pct) return "approaching";
  return "ok";
}
