import type { Instant } from "../contract/instant.ts";
import type { Thresholds } from "../contract/thresholds.ts";
import { readCaps } from "./readCaps.ts";
import { capsLiftAt, type ThresholdFact, thresholdRefusals, usableAccounts } from "./thresholds.ts";

/** What saving other caps does at once; `until` is null if no reset is known. */
export type ThresholdPreview = { does: "pauses"; until: Instant | null } | { does: "frees" };

/** Null if new work waits, or does not, just as before. */
export function thresholdPreview(
  saved: ThresholdFact,
  thresholds: Thresholds,
  now: number,
): ThresholdPreview | null {
  const before = thresholdRefusals(saved, now).length > 0;
  const after = thresholdRefusals({ ...saved, thresholds }, now);
  if (before === after.length > 0) return null;
  return before
    ? { does: "frees" }
    : { does: "pauses", until: capsLiftAt({ ...saved, thresholds }, now) };
}

const OFF: Thresholds = { session_pct: null, week_pct: null };

/**
 * The share that counts in each window, percent; null if it is unknown. With several accounts it is
 * the lowest known one, as work waits only once each is over.
 */
export function usedNow(
  { accounts, poll_seconds }: Pick<ThresholdFact, "accounts" | "poll_seconds">,
  now: number,
): Thresholds {
  const asked = { thresholds: OFF, model: null, poll_seconds };
  const readings = usableAccounts({ ...asked, accounts }, now).map((account) =>
    readCaps(account, asked, now),
  );
  const lowest = (window: "session" | "week") =>
    readings
      .flatMap((reading) => reading[window].utilization_pct ?? [])
      .toSorted((a, b) => a - b)[0] ?? null;
  return { session_pct: lowest("session"), week_pct: lowest("week") };
}
