import { toInstant } from "../../src/contract/instant.ts";
import { Limit } from "../../src/contract/limit.ts";

type Told = Pick<Limit, "id" | "label" | "kind" | "unit"> & Partial<Limit>;

/**
 * A limit from what a vendor told, the rest unknown. `used_pct` and `remaining` are derived only
 * from `used` and `max` of the same source; `depleted` follows from them unless it is told. A reset
 * that does not exist has no trust; a used share of nothing known stays null.
 */
export function limitOf(told: Told, now: number): Limit {
  const { used = null, max = null, cap = "limited", resets_at = null, kind } = told;
  const remaining =
    told.remaining ?? (used !== null && max !== null && cap === "limited" ? max - used : null);
  const used_pct =
    told.used_pct === undefined
      ? used !== null && max !== null && max > 0 && kind !== "balance"
        ? (used / max) * 100
        : null
      : told.used_pct;
  return {
    scope: "account",
    window_kind: "none",
    window_seconds: null,
    expires_at: null,
    gates: true,
    enabled: null,
    ...told,
    used,
    max,
    remaining,
    used_pct,
    cap,
    resets_at,
    reset_trust: resets_at === null ? "none" : (told.reset_trust ?? "authoritative"),
    depleted:
      told.depleted === undefined ? depletedBy({ cap, used_pct, remaining }) : told.depleted,
    observed_at: told.observed_at ?? toInstant(now),
  };
}

function depletedBy({
  cap,
  used_pct,
  remaining,
}: Pick<Limit, "cap" | "used_pct" | "remaining">): boolean | null {
  if (cap === "unlimited" || cap === "no_cap") return false;
  if (used_pct !== null) return used_pct >= 100;
  if (remaining !== null) return remaining <= 0;
  return null;
}

/** Those that keep the invariants of a limit, each id once; one bad row never loses the good ones. */
export function soundLimits(limits: readonly Limit[]): { limits: Limit[]; dropped: number } {
  const ids = new Set<string>();
  const sound = limits.filter((limit) => {
    if (ids.has(limit.id) || !Limit.safeParse(limit).success) return false;
    ids.add(limit.id);
    return true;
  });
  return { limits: sound, dropped: limits.length - sound.length };
}
