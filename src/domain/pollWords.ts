import type { PollStatus, Snapshot } from "../contract/snapshot.ts";
import { formatCountdown } from "./moment.ts";

export type PollFacts = Pick<Snapshot, "status" | "retry_after" | "error">;

interface Words {
  /** `now` in milliseconds since 1970. */
  short: (facts: PollFacts, now: number) => string;
  /** True where the vendor's or the reader's own message says more. */
  tells: boolean;
}

const failed: Words = { short: () => "Last refresh failed", tells: true };

/** What the latest poll came to, where that is not simply good. */
const words: Readonly<Record<Exclude<PollStatus, "ok">, Words>> = {
  partial: failed,
  blocked: failed,
  error: failed,
  rate_limited: {
    short({ retry_after }, now) {
      const left = retry_after && formatCountdown(retry_after, now);
      return left ? `Refresh paused ${left}` : "Refresh paused, trying again";
    },
    tells: false,
  },
  auth_required: { short: () => "Sign in again", tells: true },
  unsupported: { short: () => "No usage to read", tells: true },
};

/** How the latest poll went, for people; empty after a good one. Values seen before stay beside it. */
export function pollWords(facts: PollFacts, now: number): string {
  if (facts.status === null) return "Not read yet";
  return facts.status === "ok" ? "" : words[facts.status].short(facts, now);
}

/** What more there is to say about it: the error's message, where it helps; else null. */
export function pollMessage({ status, error }: PollFacts): string | null {
  return status !== null && status !== "ok" && words[status].tells
    ? (error?.message ?? null)
    : null;
}
