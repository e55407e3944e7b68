import type { Advice } from "../contract/advice.ts";
import { fromInstant, type Instant, toInstant } from "../contract/instant.ts";
import type { ThresholdRefusal } from "../contract/refusal.ts";
import type { Thresholds } from "../contract/thresholds.ts";
import { availabilityFor, isOut } from "./availabilityFor.ts";
import {
  type AccountReading,
  type CapsAsked,
  freeAt,
  type GatedAccount,
  isOld,
  isOver,
  readCaps,
  type WindowReading,
} from "./readCaps.ts";

/** What the threshold law looks at (seed 001). */
export interface ThresholdFact extends CapsAsked {
  /** The Claude accounts that the person's work may use. */
  accounts: readonly GatedAccount[];
  /** The person goes on once, in spite of the caps. */
  overridden?: boolean;
  /** What costs money beyond the plan is out, too. */
  within_plan?: boolean;
}

/**
 * Why new work waits; empty if it may start. Session before week. Work that runs already is none of
 * this law's business.
 *
 * At the cap is over it, by the raw numbers. The week counts the highest of the weekly windows, those
 * of models included; where the work names a model, only the account's own and that model's. Without
 * caps, accounts or numbers the gate is open, and so it is when a reset has passed. With several
 * accounts work waits only if each that it could go to is over; the one that is free first says until
 * when.
 */
export function thresholdRefusals(fact: ThresholdFact, now: number): ThresholdRefusal[] {
  if (fact.overridden) return [];
  const readings = usableAccounts(fact, now).map((account) => readCaps(account, fact, now));
  if (readings.length === 0 || !readings.every(isOver)) return [];
  const [first] = readings.toSorted((a, b) => freeAt(a) - freeAt(b));
  return first ? refusalsOf(first, fact.thresholds) : [];
}

/**
 * When the caps let work start again: over the accounts the earliest moment at which one is over no cap
 * and has something left. Null if nobody knows.
 */
export function capsLiftAt(fact: ThresholdFact, now: number): Instant | null {
  const asked = { ...fact, scopes: null };
  const moments = fact.accounts.filter(isGated).map((account) => {
    const reading = readCaps(account, fact, now);
    const availability = availabilityFor(account, asked, now);
    const opens = availability.available_at;
    return Math.max(
      isOver(reading) ? freeAt(reading) : now,
      !isOut(availability, fact) ? now : opens === null ? Infinity : fromInstant(opens),
    );
  });
  const first = Math.min(...moments);
  return Number.isFinite(first) ? toInstant(first) : null;
}

/**
 * The accounts that work passes by, as they are over while another is not, and why. None where all are
 * over: then the caps hold the work, or a person's word lets it pass them.
 */
export function accountsOverCaps(
  fact: ThresholdFact,
  now: number,
): ReadonlyMap<string, ThresholdRefusal[]> {
  if (thresholdRefusals({ ...fact, overridden: false }, now).length > 0) return new Map();
  return new Map(
    usableAccounts(fact, now)
      .map((account) => [account.account_id, readCaps(account, fact, now)] as const)
      .filter(([, reading]) => isOver(reading))
      .map(([id, reading]) => [id, refusalsOf(reading, fact.thresholds)]),
  );
}

/** True if the caps would hold it, were it not for the person's word: it uses that word up. */
export const isHeldWithoutOverride = (fact: ThresholdFact, now: number): boolean =>
  fact.overridden === true && thresholdRefusals({ ...fact, overridden: false }, now).length > 0;

/** True if the caps hold work of any model, or of none in particular. */
export function holdSomeWork(fact: ThresholdFact, now: number): boolean {
  const scopes = fact.accounts.flatMap(({ limits }) => limits.map(({ scope }) => scope));
  const models = scopes.flatMap((scope) => /^model:(.+)/.exec(scope)?.[1] ?? []);
  return [null, ...new Set(models)].some(
    (model) => thresholdRefusals({ ...fact, model }, now).length > 0,
  );
}

/** That the gate is open because nothing is known, or by numbers that are old. */
export function thresholdAdvice(fact: ThresholdFact, now: number): Advice[] {
  const { thresholds, poll_seconds } = fact;
  if (thresholds.session_pct === null && thresholds.week_pct === null) return [];
  const accounts = usableAccounts(fact, now);
  const readings = accounts.map((account) => readCaps(account, fact, now));
  const unknown = (window: keyof AccountReading, cap: number | null): boolean =>
    cap !== null && readings.every((reading) => reading[window].state === "unknown");
  const stale = accounts.filter(
    ({ observed_at }) => observed_at !== null && isOld(observed_at, poll_seconds, now),
  );
  return [
    ...(unknown("session", thresholds.session_pct) ? [open("Claude's 5-hour window")] : []),
    ...(unknown("week", thresholds.week_pct) ? [open("Claude's weekly window")] : []),
    ...stale.map(({ account_id, observed_at }): Advice => ({
      kind: "snapshot_stale",
      account_id,
      observed_at: observed_at ?? "",
    })),
  ];
}

const open = (label: string): Advice => ({ kind: "gate_open_unknown", label });

/**
 * Those that the work could go to: what nobody can use, or has nothing left, neither holds nor frees
 * any. Where nothing is left of any, all of them speak.
 */
export function usableAccounts(
  fact: Pick<ThresholdFact, "accounts" | "model" | "poll_seconds" | "within_plan">,
  now: number,
): readonly GatedAccount[] {
  const gated = fact.accounts.filter(isGated);
  const asked = { ...fact, scopes: null };
  const left = gated.filter((account) => !isOut(availabilityFor(account, asked, now), fact));
  return left.length > 0 ? left : gated;
}

const isGated = ({ status }: GatedAccount): boolean =>
  status !== "auth_required" && status !== "unsupported";

function refusalsOf({ session, week }: AccountReading, caps: Thresholds): ThresholdRefusal[] {
  const refusal = (
    reason: ThresholdRefusal["reason"],
    { state, utilization_pct, resets_at, window }: WindowReading,
    threshold_pct: number | null,
  ): ThresholdRefusal[] =>
    state === "over" && utilization_pct !== null && threshold_pct !== null
      ? [{ reason, utilization_pct, threshold_pct, resets_at, ...(window && { window }) }]
      : [];
  return [
    ...refusal("session_threshold", session, caps.session_pct),
    ...refusal("week_threshold", week, caps.week_pct),
  ];
}
