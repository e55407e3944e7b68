import type { Decision } from "../contract/decision.ts";
import { fromInstant, type Instant, toInstant } from "../contract/instant.ts";
import type { RunQuota } from "../contract/quota.ts";
import { formatSpan } from "./duration.ts";
import { formatCount } from "./number.ts";
import { refusals } from "./refusals.ts";
import { formatCountdown, formatDay, type Place } from "./moment.ts";

export interface VerdictFacts {
  /** What the server says about a run and a session; null where it could not be asked. */
  run: Decision | null;
  session: Decision | null;
  /** For how many are left; null where that is unknown. */
  quota: RunQuota | null;
}

export interface Verdict {
  /** `partly`: one kind of work may start, the other may not, or is not known. */
  tone: "yes" | "partly" | "no" | "unknown";
  /** One sentence; it changes as time passes. */
  sentence: string;
}

const DAY = 86_400_000;

/** May work start? In one sentence. What is not known is said, and read neither as yes nor as no. */
export function verdict(facts: VerdictFacts, now: number, place: Place = {}): Verdict {
  const { run, session, quota } = facts;
  if (run === null && session === null) {
    return {
      tone: "unknown",
      sentence: "It is not known whether anything can start: the server cannot be asked.",
    };
  }
  if (run === null) return halfKnown("session", "a run", session as Decision, now, place);
  if (session === null) return halfKnown("run", "a session", run, now, place);
  if (run.allowed && session.allowed) return { tone: "yes", sentence: room(quota) };
  if (run.allowed) {
    const { retry_at } = session;
    const rest = retry_at
      ? `; sessions wait ${awaited(retry_at, now, place)}.`
      : `, but no session: ${titles([session])}.`;
    return { tone: "partly", sentence: `You can start runs${rest}` };
  }
  if (session.allowed) {
    const { retry_at } = run;
    const rest = retry_at
      ? `; the next run ${coming(retry_at, now, place)}.`
      : `, but no run: ${titles([run])}.`;
    return { tone: "partly", sentence: `You can start sessions${rest}` };
  }
  return {
    tone: "no",
    sentence: `Nothing can start now: ${titles([run, session])}${next(run, session, now, place)}.`,
  };
}

function room(quota: RunQuota | null): string {
  if (quota === null || quota.remaining <= 0) return "You can start runs and sessions.";
  const { remaining, window_seconds } = quota;
  const span = formatSpan(window_seconds);
  const window = /^\p{L}+$/u.test(span) ? `this ${span}` : `in this window of ${span}`;
  return `You can start: ${formatCount(remaining, "run")} left ${window}.`;
}

function halfKnown(
  known: "run" | "session",
  other: string,
  decision: Decision,
  now: number,
  place: Place,
): Verdict {
  const tail = `whether ${other} can start is not known.`;
  if (decision.allowed) return { tone: "partly", sentence: `You can start ${known}s; ${tail}` };
  const { retry_at } = decision;
  const when = retry_at ? `, the next ${coming(retry_at, now, place)}` : "";
  return {
    tone: "unknown",
    sentence: `No ${known} can start now: ${titles([decision])}${when}; ${tail}`,
  };
}

/** The headlines of what stands in the way, each once. */
const titles = (decisions: readonly Decision[]): string =>
  [
    ...new Set(
      decisions.flatMap(({ refusal }) => (refusal ? [refusals[refusal.reason].title] : [])),
    ),
  ]
    .map((title) => title.charAt(0).toLowerCase() + title.slice(1))
    .join(" and ");

/** What can start first, and when; nothing where only an act helps. */
function next(run: Decision, session: Decision, now: number, place: Place): string {
  const moments = [run, session].map(({ retry_at }) => momentOf(retry_at));
  if (run.refusal?.reason === session.refusal?.reason && together(moments)) {
    return `; again ${coming(toInstant(Math.max(...moments)), now, place)}`;
  }
  const [kind, at] = [
    ["run", run.retry_at] as const,
    ["session", session.retry_at] as const,
  ].toSorted(([, a], [, b]) => momentOf(a) - momentOf(b))[0] ?? ["run", null];
  return at ? `; the next ${kind} ${coming(at, now, place)}` : "";
}

/** Two questions are never asked at one moment, so what waits for the same may differ a little. */
const together = ([a = 0, b = 0]: readonly number[]): boolean => Math.abs(a - b) < 60_000;

const momentOf = (at: Instant | null): number =>
  at === null ? Number.POSITIVE_INFINITY : fromInstant(at);

/** "in 4 m", "on 1 Dec"; "now, checking" once it has come. */
function coming(at: Instant, now: number, place: Place): string {
  if (fromInstant(at) - now > DAY) return `on ${formatDay(at, now, place)}`;
  const left = formatCountdown(at, now);
  return left === null ? "now, checking" : `in ${left}`;
}

/** "until 1 Dec", "another 4 m". */
function awaited(at: Instant, now: number, place: Place): string {
  if (fromInstant(at) - now > DAY) return `until ${formatDay(at, now, place)}`;
  const left = formatCountdown(at, now);
  return left === null ? "no longer, checking" : `another ${left}`;
}
