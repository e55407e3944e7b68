import type { Instant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import type { BatchStatus } from "../contract/sessions.ts";

/** How many sessions may run at once, as a `Limit`, for the one gauge. */
export function sessionLimit(
  { running, max_sessions: max }: Pick<BatchStatus, "running" | "max_sessions">,
  observedAt: Instant,
): Limit {
  return {
    id: "sessions",
    label: "Sessions",
    kind: "slots",
    scope: "account",
    unit: "slots",
    used: running,
    max,
    remaining: Math.max(0, max - running),
    used_pct: max > 0 ? (running / max) * 100 : null,
    cap: "limited",
    window_kind: "none",
    window_seconds: null,
    resets_at: null,
    reset_trust: "none",
    expires_at: null,
    gates: true,
    enabled: null,
    depleted: running >= max,
    observed_at: observedAt,
  };
}
