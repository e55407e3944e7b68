import type { Instant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import type { Concurrency } from "../contract/quota.ts";

type Counted = Pick<Concurrency, "active" | "max" | "queued">;

/** True if a new run would queue: no slot is free, or others wait already. */
export const wouldQueue = ({ active, max, queued }: Counted): boolean =>
  active >= max || queued > 0;

/** The slots of a project as a `Limit`, for the one gauge. A full project queues; it refuses nothing. */
export function concurrencyLimit({ active, max }: Counted, observedAt: Instant): Limit {
  return {
    id: "concurrency",
    label: "Concurrency",
    kind: "slots",
    scope: "workspace",
    unit: "slots",
    used: active,
    max,
    remaining: Math.max(0, max - active),
    used_pct: max > 0 ? (active / max) * 100 : null,
    cap: "limited",
    window_kind: "none",
    window_seconds: null,
    resets_at: null,
    reset_trust: "none",
    expires_at: null,
    gates: false,
    enabled: null,
    depleted: active >= max,
    observed_at: observedAt,
  };
}
