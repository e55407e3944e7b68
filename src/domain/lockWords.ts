import { formatCountdown } from "./moment.ts";
import type { PrLockReading, PrLockSummary } from "./readPrLock.ts";

interface Words {
  word: string;
  headline: string;
  /** What it means, in plain language. `now` in milliseconds since 1970. */
  sentence: (lock: PrLockSummary, now: number) => string;
}

/** What each state of a PR lock is called. */
export const lockWords: Readonly<Record<PrLockReading, Words>> = {
  free: {
    word: "Free",
    headline: "PR lock: free",
    sentence: ({ queue_depth }) =>
      queue_depth > 0 ? "The first in the queue has its turn." : "Nobody is delivering now.",
  },
  held: {
    word: "Held",
    headline: "PR lock held",
    sentence: () => "Held, and nobody waits.",
  },
  draining: {
    word: "Draining",
    headline: "PR lock held",
    sentence: ({ queue_depth }) =>
      queue_depth === 1 ? "Held, and 1 waits." : `Held, and ${queue_depth} wait.`,
  },
  stuck: {
    word: "Stuck",
    headline: "PR lock held",
    sentence({ lease_expires_at }, now) {
      const left = lease_expires_at && formatCountdown(lease_expires_at, now);
      return left
        ? `The holder has not renewed; the lock frees itself in ${left}.`
        : "The holder has not renewed.";
    },
  },
  unknown: {
    word: "Unknown",
    headline: "PR lock: unknown",
    sentence: ({ state }) =>
      state === "free"
        ? "It was free when it was last seen."
        : "The holder's lease has run out, checking.",
  },
};
