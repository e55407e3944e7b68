import { fromInstant, toInstant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import { formatRoughly } from "./duration.ts";
import { evenPacePct } from "./evenPace.ts";
import { formatMoment, type Place } from "./moment.ts";
import { readLimit } from "./readLimit.ts";

/** A pace of less of a window says little about it. */
const LEAST_PCT = 10;

/**
 * What the use of a window leads to, carried on evenly from when it was seen, in words. Null where that
 * says nothing: it is used up, its use or its start is not known, its reset may move, or too little
 * of it is over.
 */
export function describeWindowPace(limit: Limit, now: number, place: Place = {}): string | null {
  const { level, used_pct } = readLimit(limit, now, Number.POSITIVE_INFINITY);
  const { resets_at, window_seconds, reset_trust } = limit;
  if (reset_trust !== "authoritative" || resets_at === null || window_seconds === null) return null;
  if (level === "exhausted" || level === "unknown" || used_pct === null) return null;
  const seen = fromInstant(limit.observed_at);
  const over = evenPacePct(limit, seen);
  if (over === null || over < LEAST_PCT) return null;
  const resets = fromInstant(resets_at);
  const start = resets - window_seconds * 1000;
  const reached = used_pct > 0 ? start + ((seen - start) * 100) / used_pct : resets;
  if (reached >= resets) return "At this pace it lasts until it resets.";
  if (reached <= now) return null;
  const before = formatRoughly((resets - reached) / 1000);
  const at = formatMoment(toInstant(Math.round(reached)), now, place);
  return `At this pace it is used up ${at}, ${before} before it resets.`;
}
