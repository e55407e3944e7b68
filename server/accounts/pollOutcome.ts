import { fromInstant, type Instant, toInstant } from "../../src/contract/instant.ts";
import type { Limit } from "../../src/contract/limit.ts";
import { isRead } from "../../src/domain/isRead.ts";
import { keepUnread } from "../../src/domain/keepUnread.ts";
import { isSuspect, nextPoll, CONFIRM_SECONDS, saysTheSame } from "../../src/domain/pollPlan.ts";
import type { PollState } from "../engines/accountRecords.ts";
import type { Report } from "../providers/provider.ts";
import { withoutReading } from "../providers/report.ts";

/** What a poll has come to, besides what the vendor said. */
export interface PollFacts {
  report: Report;
  fingerprint: string | null;
  expires_at: Instant | null;
  identity: string | null;
  /** The credential's own word on the plan. */
  plan: PollState["snapshot"]["plan"];
  /** It is read anew from where a tool keeps it, so waiting may mend it. */
  rereads: boolean;
  poll_seconds: number;
  jitter: number;
  /** A poll long enough ago said 100 % right after a reset as well. */
  confirmed: boolean;
}

export interface PollResult {
  poll: PollState;
  /** True if the numbers are of this poll. */
  fresh: boolean;
  /** True if something that is shown has changed, beyond ages. */
  visible: boolean;
  /** True if the vendor says 100 % right after a reset, and is to be asked once more. */
  suspect: boolean;
}

/**
 * Puts a report onto what was known. Only an answer with a readable limit changes `observed_at` and
 * the numbers of what it speaks of; every other one changes how the poll went, and when the next one
 * is due.
 */
export function pollOutcome(before: PollState, facts: PollFacts, now: number): PollResult {
  const { fingerprint, expires_at, identity, rereads, poll_seconds, jitter } = facts;
  const report = judged(facts.report, before.snapshot.limits);
  const good = report.status === "ok";
  const suspect = good && !facts.confirmed && isSuspect(before.snapshot.limits, report.limits, now);
  const fresh = good && !suspect;
  const failures = good ? 0 : before.failures + 1;
  const { retry_after_seconds } = report;
  const limits = fresh
    ? keepUnread(isOfAnother(before, identity) ? [] : before.snapshot.limits, report, now)
    : before.snapshot.limits;
  const outcome = {
    status: report.status,
    failures,
    retry_after_seconds,
    limits: limits.filter(({ id }) => !hasJustReset(before.snapshot.limits, id, poll_seconds, now)),
    rereads,
  };
  const next = suspect
    ? now + CONFIRM_SECONDS * 1000
    : nextPoll(outcome, poll_seconds, jitter, now);
  const next_poll_at = next === null ? null : toInstant(Math.round(next));
  const seen = fresh
    ? {
        vendor_verdict: report.vendor_verdict,
        coverage: report.coverage,
        default_scopes: report.default_scopes,
        limits,
        observed_at: report.limits[0]?.observed_at ?? toInstant(now),
      }
    : {};
  const snapshot = {
    ...before.snapshot,
    ...seen,
    plan: good
      ? (report.plan ?? facts.plan ?? before.snapshot.plan)
      : (before.snapshot.plan ?? facts.plan),
    status: report.status,
    fetched_at: toInstant(now),
    retry_after: report.status === "ok" ? null : next_poll_at,
    error: suspect ? UNCONFIRMED : report.error,
  };
  return {
    poll: {
      snapshot,
      next_poll_at,
      failures,
      fingerprint,
      expires_at: fingerprint === null ? before.expires_at : expires_at,
      identity: identity ?? before.identity,
      unknown_keys: good ? report.unknown_keys : before.unknown_keys,
    },
    fresh,
    visible: !showsTheSame(before.snapshot, snapshot),
    suspect,
  };
}

/**
 * An answer that names limits, and says of none how far it is used, is no better than one without any,
 * where something was known before: it must not wipe that out.
 */
function judged(report: Report, before: readonly Limit[]): Report {
  const { status, limits, vendor_verdict } = report;
  // The vendor's own word on whether work may go on is a reading, too.
  const says =
    limits.some(isRead) || (limits.length > 0 && (vendor_verdict !== null || !before.some(isRead)));
  return status !== "ok" || says ? report : withoutReading(report);
}

/** The tool was signed in as somebody else since, whose limits are not those of before. */
const isOfAnother = (before: PollState, identity: string | null): boolean =>
  identity !== null && before.identity !== null && identity !== before.identity;

/** Its next reset is worth no extra fetch: a reset that is always a moment ahead would have no end. */
function hasJustReset(
  before: readonly Limit[],
  id: string,
  poll_seconds: number,
  now: number,
): boolean {
  const resets_at = before.find((limit) => limit.id === id)?.resets_at ?? null;
  if (resets_at === null) return false;
  const since = now - fromInstant(resets_at);
  return since >= 0 && since < 2 * poll_seconds * 1000;
}

const UNCONFIRMED = {
  code: "unconfirmed",
  message: "The vendor says 100 % right after a reset. Leeway asks once more before it counts.",
};

function showsTheSame(a: PollState["snapshot"], b: PollState["snapshot"]): boolean {
  return (
    a.status === b.status &&
    a.vendor_verdict === b.vendor_verdict &&
    a.error?.code === b.error?.code &&
    a.plan?.label === b.plan?.label &&
    saysTheSame(a.limits, b.limits)
  );
}
