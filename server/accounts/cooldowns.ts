import { fromInstant, type Instant, toInstant } from "../../src/contract/instant.ts";
import { cooldownSeconds } from "../../src/domain/pollPlan.ts";
import type { AccountsDependencies } from "./dependencies.ts";

/**
 * Credentials that a vendor's usage endpoint has asked to rest, by fingerprint: shared by all
 * accounts that use the same one, and kept over a restart.
 */
export interface Cooldowns {
  load(): Promise<void>;
  /** Until when it rests; null if it does not. */
  until(fingerprint: string): Instant | null;
  /** Lets it rest, longer each time in a row; gives for how many seconds. */
  start(fingerprint: string, retryAfterSeconds: number | null): Promise<number>;
  /** The vendor has answered: the next rest is a short one again. */
  clear(fingerprint: string): void;
}

export function createCooldowns({
  records,
  now,
  log,
}: Pick<AccountsDependencies, "records" | "now" | "log">): Cooldowns {
  const resting = new Map<string, number>();
  const times = new Map<string, number>();

  return {
    async load() {
      for (const { fingerprint, until } of await records.readCooldowns(toInstant(now()))) {
        resting.set(fingerprint, fromInstant(until));
      }
    },
    until(fingerprint) {
      const until = resting.get(fingerprint);
      return until === undefined || until <= now() ? null : toInstant(until);
    },
    async start(fingerprint, retryAfterSeconds) {
      const count = (times.get(fingerprint) ?? 0) + 1;
      times.set(fingerprint, count);
      const seconds = cooldownSeconds(count, retryAfterSeconds);
      const until = now() + seconds * 1000;
      resting.set(fingerprint, until);
      await records
        .writeCooldown(fingerprint, toInstant(until))
        .catch((error: unknown) => log.warn({ err: error }, "a cool-down was not written down"));
      return seconds;
    },
    clear(fingerprint) {
      resting.delete(fingerprint);
      times.delete(fingerprint);
    },
  };
}
