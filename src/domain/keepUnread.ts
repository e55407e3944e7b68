import { fromInstant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import { isRead } from "./isRead.ts";
import { readLimit } from "./readLimit.ts";

/** A source that names its limits anew each time must not make an account's ever more. */
export const MOST_MISSING = 50;

/**
 * The limits of a good answer, and of those known before what it does not speak of, each with its own
 * `observed_at`: only a fresh observation of a limit frees it before a reset to rely on.
 *
 * A limit that is named without a number keeps the one it had. One that is missing stays if it was
 * spent and the source does not see everything, be it for a row that could not be read; an answer
 * that is whole says that there is no such limit any more. `now` in milliseconds since 1970.
 */
export function keepUnread(
  before: readonly Limit[],
  { limits, coverage }: Pick<Snapshot, "limits" | "coverage">,
  now: number,
): Limit[] {
  const lasting = before.filter((limit) => isRead(limit) && lastsUntilReset(limit, now));
  const named = limits.map((limit) =>
    isRead(limit) ? limit : (lasting.find(({ id }) => id === limit.id) ?? limit),
  );
  if (coverage === "full") return named;
  const ids = new Set(limits.map(({ id }) => id));
  const spent = lasting.filter(
    (limit) => !ids.has(limit.id) && readLimit(limit, now, Number.POSITIVE_INFINITY).blocks,
  );
  return [...named, ...spent.slice(0, MOST_MISSING)];
}

const lastsUntilReset = ({ resets_at, reset_trust }: Limit, now: number): boolean =>
  resets_at !== null && reset_trust === "authoritative" && fromInstant(resets_at) > now;
