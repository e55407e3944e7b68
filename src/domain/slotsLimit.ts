import type { Instant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";

/** Slots, whoever holds them, as a `Limit`, for the one gauge: they free up when work ends, not in time. */
export const slotsLimit = (
  whose: Pick<Limit, "id" | "label" | "scope" | "gates">,
  used: number,
  max: number,
  observedAt: Instant,
): Limit => ({
  ...whose,
  kind: "slots",
  unit: "slots",
  used,
  max,
  remaining: Math.max(0, max - used),
  used_pct: max > 0 ? (used / max) * 100 : null,
  cap: "limited",
  window_kind: "none",
  window_seconds: null,
  resets_at: null,
  reset_trust: "none",
  expires_at: null,
  enabled: null,
  depleted: used >= max,
  observed_at: observedAt,
});
