import { fromInstant, type Instant, toInstant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import type { PollStatus } from "../contract/snapshot.ts";

/** A 429 without a usable `Retry-After` rests this long; a shorter one is not believed. */
export const COOLDOWN_SECONDS = 300;
export const SHORTEST_COOLDOWN_SECONDS = 60;
/** Doubling stops here; what the vendor itself asks for may be longer. */
export const LONGEST_WAIT_SECONDS = 3600;
/** No vendor means more; one that says so would silence an account for years. */
export const LONGEST_ASKED_SECONDS = 86_400;
/** Accounts that waited for the same moment do not all ask in it. */
const LATEST_AFTER_MS = 10_000;
/** So long after a known reset the vendor has noticed it, too. */
export const RESET_GRACE_SECONDS = 5;
/** A vendor that says 100 % right after a reset is asked once more before it counts. */
export const CONFIRM_SECONDS = 30;
/** "Right after" a reset. */
export const SUSPECT_SECONDS = 600;
/** Two resets so close are one: vendors compute them anew for each answer. */
export const SAME_RESET_SECONDS = 60;

export interface PollOutcome {
  status: PollStatus;
  /** Polls in a row that brought no numbers, this one included; 0 after a good one. */
  failures: number;
  /** What the vendor asked for, or how long its credential rests; null if nothing is known. */
  retry_after_seconds: number | null;
  /** What is known of the account now. */
  limits: readonly Limit[];
  /** Whether waiting may mend a sign-in: the credential is read anew from where a tool keeps it. */
  rereads: boolean;
}

/**
 * When to ask next, in milliseconds since 1970; null if that waits for a person.
 *
 * `pollSeconds` is the provider's pace, `jitter` 0 to 1 spreads it by ±20 %. A reset that comes
 * sooner is looked at just after it. What brings no numbers is tried less and less often.
 */
export function nextPoll(
  { status, failures, retry_after_seconds, limits, rereads }: PollOutcome,
  pollSeconds: number,
  jitter: number,
  now: number,
): number | null {
  const spread = 0.8 + 0.4 * jitter;
  if (status === "rate_limited") {
    const rest = askedSeconds(retry_after_seconds ?? COOLDOWN_SECONDS);
    return now + rest * 1000 + jitter * LATEST_AFTER_MS;
  }
  if (status === "auth_required" || status === "unsupported") {
    return rereads ? now + pollSeconds * 1000 * spread : null;
  }
  const after = pollSeconds * 1000 * spread;
  if (status === "ok") return now + Math.min(after, afterReset(limits, jitter, now));
  const doubled = Math.min(after * 2 ** Math.max(0, failures - 1), LONGEST_WAIT_SECONDS * 1000);
  return now + Math.max(doubled, askedSeconds(retry_after_seconds) * 1000);
}

const askedSeconds = (seconds: number | null) => Math.min(seconds ?? 0, LONGEST_ASKED_SECONDS);

/**
 * How long a 429 of the usage endpoint silences a credential, in seconds; `times` counts those in a
 * row, this one included. It says nothing about the account's quota: it only makes us wait.
 */
export function cooldownSeconds(times: number, retryAfterSeconds: number | null): number {
  const asked = askedSeconds(retryAfterSeconds);
  const first = asked > 0 ? Math.max(asked, SHORTEST_COOLDOWN_SECONDS) : COOLDOWN_SECONDS;
  const doubled = Math.min(first * 2 ** Math.max(0, times - 1), LONGEST_WAIT_SECONDS);
  return Math.max(doubled, asked);
}

/** Milliseconds until just after the next reset of a gate; infinite if none is known. */
function afterReset(limits: readonly Limit[], jitter: number, now: number): number {
  const waits = limits
    .filter(({ gates, resets_at }) => gates && resets_at !== null)
    .map(({ resets_at }) => fromInstant(resets_at as Instant) - now)
    .filter((ms) => ms > 0);
  return Math.min(...waits) + RESET_GRACE_SECONDS * 1000 * (1 + 2 * jitter);
}

/**
 * True if a vendor says that a gate is spent right after its reset, which some do for a moment: such
 * an answer counts once it has been given twice.
 */
export function isSuspect(before: readonly Limit[], after: readonly Limit[], now: number): boolean {
  return after.some((limit) => {
    if (!limit.gates || limit.depleted !== true) return false;
    const earlier = before.find(({ id }) => id === limit.id);
    if (!earlier?.resets_at) return false;
    const since = now - fromInstant(earlier.resets_at);
    return (
      since >= 0 &&
      since < SUSPECT_SECONDS * 1000 &&
      fromInstant(earlier.observed_at) < fromInstant(earlier.resets_at)
    );
  });
}

/** True if two observations say the same; when they were made, and jitter of a reset, aside. */
export function saysTheSame(before: readonly Limit[], after: readonly Limit[]): boolean {
  if (before.length !== after.length) return false;
  return before.every((limit, index) => {
    const other = after[index];
    if (!other) return false;
    return (
      sameReset(limit.resets_at, other.resets_at) &&
      JSON.stringify({ ...limit, observed_at: "", resets_at: "" }) ===
        JSON.stringify({ ...other, observed_at: "", resets_at: "" })
    );
  });
}

function sameReset(a: Instant | null, b: Instant | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(fromInstant(a) - fromInstant(b)) < SAME_RESET_SECONDS * 1000;
}

/** When the wait of a failed poll ends, as people and callers are told it. */
export const retryAfter = (next: number | null): Instant | null =>
  next === null ? null : toInstant(Math.round(next));
