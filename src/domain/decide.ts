import type { Advice } from "../contract/advice.ts";
import type { Decision, WorkKind } from "../contract/decision.ts";
import { fromInstant, type Instant, toInstant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import type { Concurrency, PrLock, RunQuota } from "../contract/quota.ts";
import type { Refusal, RefusalOf } from "../contract/refusal.ts";
import type { ComputeUsage } from "../contract/sessions.ts";
import { computeLimit, computeRefusal } from "./compute.ts";
import { wouldQueue } from "./concurrency.ts";
import { retryAt } from "./explain.ts";
import { isOfCaps } from "./isOfVendor.ts";
import { readLimit } from "./readLimit.ts";
import { reasonOrder } from "./refusals.ts";
import { runLimit } from "./runWindow.ts";
import { type AccountsFact, accountsRefusal } from "./selectAccount.ts";
import {
  capsLiftAt,
  type ThresholdFact,
  thresholdAdvice,
  thresholdRefusals,
} from "./thresholds.ts";

/** A fact of one of our own engines, or which engine could not be asked. */
export type Asked<T> =
  | { known: true; value: T }
  | { known: false; engine: RefusalOf<"limits_unavailable">["engine"] };

/** Sessions that run, out of those that may. */
export type SessionCount = Pick<RefusalOf<"session_limit_reached">, "running" | "max" | "sessions">;

export type SlotsFact = { project_id: string } & Pick<Concurrency, "active" | "max" | "queued">;
export type PrLockFact = { project_id: string } & Pick<
  PrLock,
  "locked" | "held_since" | "queue_depth"
>;

/**
 * What is known at the moment of the question. A limit that the work does not meet is left out, and
 * so is what the work itself holds already.
 */
export interface Facts {
  kind: WorkKind;
  compute?: Asked<ComputeUsage>;
  sessions?: Asked<SessionCount>;
  /** The caps are ours, and fail closed; what they are held against is provider evidence. */
  thresholds?: Asked<ThresholdFact>;
  runQuota?: Asked<RunQuota>;
  /** A full project queues what comes; only not knowing refuses. */
  slots?: Asked<SlotsFact>;
  /** Provider evidence: what is not known is open, so there is nothing to fail closed. */
  accounts?: AccountsFact;
  /** Advice only: it is not asked whether it is known. */
  prLock?: PrLockFact;
}

/** Seconds after which an engine that did not answer is worth asking again. */
export const UNAVAILABLE_RETRY_SECONDS = 5;

/**
 * May this work start? The only function that says yes or no.
 *
 * Our own counters fail closed: a count that cannot be had refuses. `now` in milliseconds since 1970.
 */
export function decide(facts: Facts, now: number): Decision {
  const reasons = [
    ...judge(facts.compute, (usage) => computeRefusal(usage, now)),
    ...judge(facts.sessions, sessionRefusal),
    ...judge(facts.thresholds, () => null),
    ...(facts.thresholds?.known ? thresholdRefusals(facts.thresholds.value, now) : []),
    ...judge(facts.runQuota, runRefusal),
    ...judge(facts.slots, () => null),
    ...accountsReason(facts.accounts, now),
  ]
    .filter(isFirstOfItsKind)
    .toSorted((a, b) => reasonOrder.indexOf(a.reason) - reasonOrder.indexOf(b.reason));
  return {
    allowed: reasons.length === 0,
    refusal: reasons[0] ?? null,
    reasons,
    advice: reasons.length === 0 ? adviceOn(facts, now) : [],
    retry_at: retryAtOf(facts, reasons, now),
  };
}

/** Of several accounts one may be back before the one whose windows the refusal names. */
function retryAtOf(facts: Facts, reasons: readonly Refusal[], now: number): Instant | null {
  const others = reasons.filter((reason) => !isOfCaps(reason));
  if (others.length === reasons.length || !facts.thresholds?.known) return retryAt(reasons, now);
  const lifts = capsLiftAt(facts.thresholds.value, now);
  if (others.length === 0 || lifts === null) return lifts;
  const rest = retryAt(others, now);
  return rest && (fromInstant(rest) > fromInstant(lifts) ? rest : lifts);
}

function judge<T>(asked: Asked<T> | undefined, rule: (value: T) => Refusal | null): Refusal[] {
  if (!asked) return [];
  const refusal = asked.known ? rule(asked.value) : limitsUnavailable(asked.engine);
  return refusal ? [refusal] : [];
}

function accountsReason(fact: AccountsFact | undefined, now: number): Refusal[] {
  const refusal = fact ? accountsRefusal(fact, now) : null;
  return refusal ? [refusal] : [];
}

const sessionRefusal = ({ running, max, sessions }: SessionCount): Refusal | null =>
  running < max ? null : { reason: "session_limit_reached", running, max, sessions };

function runRefusal(quota: RunQuota): Refusal | null {
  const { used, max, remaining, window_seconds, next_slot_at } = quota;
  if (remaining > 0) return null;
  return { reason: "run_quota_exhausted", used, max, window_seconds, next_slot_at };
}

/** One engine that does not answer is one reason, however many limits it keeps. */
function isFirstOfItsKind(refusal: Refusal, index: number, all: readonly Refusal[]): boolean {
  if (refusal.reason !== "limits_unavailable") return true;
  const same = (other: Refusal) => "engine" in other && other.engine === refusal.engine;
  return all.findIndex(same) === index;
}

/** The refusal that stands for an engine of ours that does not answer. */
export const limitsUnavailable = (
  engine: RefusalOf<"limits_unavailable">["engine"],
): RefusalOf<"limits_unavailable"> => ({
  reason: "limits_unavailable",
  engine,
  retry_after_seconds: UNAVAILABLE_RETRY_SECONDS,
});

function adviceOn({ compute, thresholds, runQuota, slots, prLock }: Facts, now: number): Advice[] {
  return [
    ...(slots?.known && wouldQueue(slots.value) ? [concurrencyFull(slots.value)] : []),
    ...(prLock?.locked ? [prLockHeld(prLock)] : []),
    ...(compute?.known ? approaching(computeLimit(compute.value), now) : []),
    ...(thresholds?.known ? thresholdAdvice(thresholds.value, now) : []),
    ...(runQuota?.known ? approaching(runLimit(runQuota.value, toInstant(now)), now) : []),
  ];
}

const concurrencyFull = ({ project_id, active, max, queued }: SlotsFact): Advice => ({
  kind: "concurrency_full",
  project_id,
  active,
  max,
  queued,
});

const prLockHeld = ({ project_id, held_since, queue_depth }: PrLockFact): Advice => ({
  kind: "pr_lock_held",
  project_id,
  held_since,
  queue_depth,
});

function approaching(limit: Limit, now: number): Advice[] {
  const { level, used_pct } = readLimit(limit, now, Number.POSITIVE_INFINITY);
  if (used_pct === null || (level !== "approaching" && level !== "critical")) return [];
  return [{ kind: "approaching", limit_id: limit.id, label: limit.label, used_pct }];
}
