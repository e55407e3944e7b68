import { toInstant } from "../../src/contract/instant.ts";
import { Limit } from "../../src/contract/limit.ts";

type Told = Pick<Limit, "id" | "label" | "kind" | "unit"> & Partial<Limit>;

/**
 * A limit from what a vendor told, the rest unknown. `used_pct` and `remaining` are derived only from
 * `used` and `max` of the same source; `depleted` follows from them unless it is told. A reset that
 * does not exist has no trust; a used share of nothing known stays null.
 *
 * A ceiling below 0 is a placeholder, such as -1 for no limit, and says nothing, least of all that it
 * is used up. Where a share has room and counts say that nothing is left, one of them is wrong: the
 * share stands alone, as an account that is wrongly benched costs more than a refused request.
 */
export function limitOf(told: Told, now: number): Limit {
  const { used = null, resets_at = null, kind } = told;
  const isPlaceholder = (told.max ?? 0) < 0;
  const max = isPlaceholder ? null : (told.max ?? null);
  const said = told.cap ?? "limited";
  const cap = isPlaceholder && said === "limited" ? "unknown" : said;
  const left =
    told.remaining ?? (used !== null && max !== null && cap === "limited" ? max - used : null);
  const used_pct =
    told.used_pct === undefined
      ? used !== null && max !== null && max > 0 && kind !== "balance"
        ? (used / max) * 100
        : null
      : told.used_pct;
  const isContradicted =
    told.depleted !== true && left !== null && left <= 0 && used_pct !== null && used_pct < 100;
  const remaining = isContradicted ? null : left;
  return {
    scope: "account",
    window_kind: "none",
    window_seconds: null,
    expires_at: null,
    gates: true,
    enabled: null,
    ...told,
    used: isContradicted ? null : used,
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

/**
 * Those that keep the invariants of a limit, each id once: of several the tightest, where the first
 * stood. One bad row never loses the good ones; `dropped` counts the bad.
 */
export function soundLimits(limits: readonly Limit[]): { limits: Limit[]; dropped: number } {
  const sound = limits.filter((limit) => Limit.safeParse(limit).success);
  const byId = new Map<string, Limit>();
  for (const limit of sound) {
    const other = byId.get(limit.id);
    if (!other || tightness(limit) > tightness(other)) byId.set(limit.id, limit);
  }
  return { limits: [...byId.values()], dropped: limits.length - sound.length };
}

/** A depleted limit before any share, any share before an unknown one. */
const tightness = ({ depleted, used_pct }: Limit): number =>
  depleted === true ? Infinity : (used_pct ?? -Infinity);
