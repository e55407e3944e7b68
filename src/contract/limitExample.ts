import type { Limit } from "./limit.ts";

/**
 * A limit for tests, of which just so much is known as is told: a rolling window in percent, which is
 * used up from 100 on, and whose reset is to be relied on if there is one.
 */
export function limitExample(told: Partial<Limit> = {}): Limit {
  const { used_pct = null, resets_at = null } = told;
  return {
    id: "session",
    label: "Session (5 h)",
    kind: "window",
    scope: "account",
    unit: "percent",
    used: null,
    max: null,
    remaining: null,
    used_pct,
    cap: "limited",
    window_kind: "rolling",
    window_seconds: 18_000,
    resets_at,
    reset_trust: resets_at === null ? "none" : "authoritative",
    expires_at: null,
    gates: true,
    enabled: null,
    depleted: used_pct === null ? null : used_pct >= 100,
    observed_at: "2026-03-01T12:00:00.000Z",
    ...told,
  };
}
