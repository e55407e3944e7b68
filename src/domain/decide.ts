import type { Advice } from "../contract/advice.ts";
import type { Decision, WorkKind } from "../contract/decision.ts";
import { toInstant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import type { RunQuota } from "../contract/quota.ts";
import type { Refusal, RefusalOf } from "../contract/refusal.ts";
import { retryAt } from "./explain.ts";
import { readLimit } from "./readLimit.ts";
import { reasonOrder } from "./refusals.ts";
import { runLimit } from "./runWindow.ts";

/** A fact of one of our own engines, or which engine could not be asked. */
export type Asked<T> =
  | { known: true; value: T }
  | { known: false; engine: RefusalOf<"limits_unavailable">["engine"] };

/** What is known at the moment of the question. */
export interface Facts {
  kind: WorkKind;
  runQuota: Asked<RunQuota>;
}

/** Seconds after which an engine that did not answer is worth asking again. */
export const UNAVAILABLE_RETRY_SECONDS = 5;

/**
 * May this work start? The only function that says yes or no.
 *
 * Our own counters fail closed: a count that cannot be had refuses. `now` in milliseconds since 1970.
 */
export function decide(facts: Facts, now: number): Decision {
  const reasons = runReasons(facts.runQuota).toSorted(
    (a, b) => reasonOrder.indexOf(a.reason) - reasonOrder.indexOf(b.reason),
  );
  return {
    allowed: reasons.length === 0,
    refusal: reasons[0] ?? null,
    reasons,
    advice: reasons.length === 0 ? adviceOn(facts, now) : [],
    retry_at: retryAt(reasons, now),
  };
}

function runReasons(asked: Asked<RunQuota>): Refusal[] {
  if (!asked.known) return [limitsUnavailable(asked.engine)];
  const { used, max, remaining, window_seconds, next_slot_at } = asked.value;
  if (remaining > 0) return [];
  return [{ reason: "run_quota_exhausted", used, max, window_seconds, next_slot_at }];
}

/** The refusal that stands for an engine of ours that does not answer. */
export const limitsUnavailable = (
  engine: RefusalOf<"limits_unavailable">["engine"],
): RefusalOf<"limits_unavailable"> => ({
  reason: "limits_unavailable",
  engine,
  retry_after_seconds: UNAVAILABLE_RETRY_SECONDS,
});

function adviceOn(facts: Facts, now: number): Advice[] {
  if (!facts.runQuota.known) return [];
  return approaching(runLimit(facts.runQuota.value, toInstant(now)), now);
}

function approaching(limit: Limit, now: number): Advice[] {
  const { level, used_pct } = readLimit(limit, now, Number.POSITIVE_INFINITY);
  if (used_pct === null || (level !== "approaching" && level !== "critical")) return [];
  return [{ kind: "approaching", limit_id: limit.id, label: limit.label, used_pct }];
}
