import { type Instant, toInstant } from "../src/contract/instant.ts";
import type { Limit } from "../src/contract/limit.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;

/** How much of a window is used, and in how many seconds it resets (negative: has reset). */
export interface Share {
  used_pct: number;
  resets?: number;
  used?: number;
  max?: number;
  /** Seconds. */
  window?: number;
}

interface Money {
  used: number;
  max: number;
  enabled?: boolean;
}

const timeless = {
  window_kind: "none",
  window_seconds: null,
  resets_at: null,
  reset_trust: "none",
  expires_at: null,
} as const;
const nothing = { used: null, max: null, remaining: null, used_pct: null, depleted: null } as const;

/** Limits as vendors tell them, around a moment in milliseconds since 1970. */
export function accountLimits(now: number) {
  const observed_at = toInstant(now);
  const at = (seconds: number): Instant => toInstant(now + seconds * 1000);

  const share = (id: string, label: string, given: Share): Limit => {
    const { used_pct, used = null, max = null, window = 5 * HOUR } = given;
    return {
      id,
      label,
      kind: "window",
      scope: id.startsWith("model:") ? `model:${id.slice("model:".length)}` : "account",
      unit: used === null ? "percent" : "requests",
      used,
      max,
      remaining: used === null || max === null ? null : Math.max(0, max - used),
      used_pct,
      cap: "limited",
      window_kind: "rolling",
      window_seconds: window,
      resets_at: at(given.resets ?? window * 0.45),
      reset_trust: "authoritative",
      expires_at: null,
      gates: true,
      enabled: null,
      depleted: used_pct >= 100,
      observed_at,
    };
  };

  return {
    share,
    session: (given: Share) => share("session", "Session (5 h)", given),
    weekly: (given: Share) => share("weekly", "Weekly", { window: 7 * DAY, ...given }),
    ofModel: (name: string, given: Share): Limit => ({
      ...share(`weekly:model:${name.toLowerCase()}`, `Weekly, ${name}`, {
        window: 7 * DAY,
        ...given,
      }),
      scope: `model:${name.toLowerCase()}`,
    }),
    balance: (currency: string, remaining: number): Limit => ({
      ...timeless,
      ...nothing,
      id: `balance:${currency}`,
      label: `Balance ${currency}`,
      kind: "balance",
      scope: "account",
      unit: "currency",
      currency,
      remaining,
      depleted: remaining <= 0,
      cap: "limited",
      gates: true,
      enabled: null,
      observed_at,
    }),
    spend: ({ used, max, enabled = false }: Money): Limit => ({
      ...timeless,
      id: "spend",
      label: "Extra usage",
      kind: "spend",
      scope: "account",
      unit: "currency",
      currency: "USD",
      used,
      max,
      remaining: max - used,
      used_pct: (used / max) * 100,
      cap: "limited",
      gates: false,
      enabled,
      depleted: used >= max,
      observed_at,
    }),
    unlimited: (label: string): Limit => ({
      ...timeless,
      ...nothing,
      id: label.toLowerCase(),
      label,
      kind: "window",
      scope: "account",
      unit: "requests",
      cap: "unlimited",
      gates: true,
      enabled: null,
      observed_at,
    }),
    unknown: (id: string, label: string): Limit => ({
      ...timeless,
      ...nothing,
      id,
      label,
      kind: "pool",
      scope: "account",
      unit: "credits",
      cap: "unknown",
      gates: true,
      enabled: null,
      observed_at,
    }),
  };
}
