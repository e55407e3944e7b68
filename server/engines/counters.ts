import type { RunQuota } from "../../src/contract/quota.ts";
import type { Lock } from "../../src/domain/prLock.ts";
import type { RunAllowance } from "../../src/domain/runWindow.ts";
import type { Slots } from "../../src/domain/slots.ts";

/** A run's place in its owner's sliding window. */
export interface Place {
  user_id: string;
  run_id: string;
  /** When the run was admitted, milliseconds since 1970. */
  taken_at: number;
}

/** Whose slots: a project's, for tasks, or a person's, for sessions. */
export type Pool = { project_id: string } | { user_id: string };

/** A lock with the number of its last change, by which records tell a later state from an earlier. */
export interface StoredLock {
  lock: Lock;
  revision: number;
}

/** What the counters start from. */
export interface Counted {
  places: readonly Place[];
  slots: readonly { pool: Pool; slots: Slots }[];
  locks: readonly ({ project_id: string } & StoredLock)[];
}

/** Tells which answers of the API may have changed; `user_id` null concerns everyone. */
export interface Changed {
  keys: readonly string[];
  user_id: string | null;
}

/**
 * What is counted, and who is told. Every method is atomic in its engine; the rules by which slots
 * and locks change are pure functions (`domain/slots`, `domain/prLock`) that an engine may call more
 * than once before it succeeds.
 *
 * @throws {EngineUnavailableError} from any method, also before `rebuild` has filled the counters:
 * an empty counter is not a count of zero.
 */
export interface Counters {
  ping(): Promise<void>;
  /**
   * Takes a place in the window if there is room. Taking again for the same run changes nothing and
   * succeeds. `quota` is the window as it stands afterwards.
   */
  takePlace(place: Place, allowance: RunAllowance): Promise<{ taken: boolean; quota: RunQuota }>;
  /** Gives a place back, as if it had never been taken. */
  giveBackPlace(userId: string, runId: string): Promise<void>;
  readRunQuota(userId: string, allowance: RunAllowance, now: number): Promise<RunQuota>;
  readSlots(pool: Pool): Promise<Slots>;
  /** Gives the rule's answer. */
  changeSlots<T>(pool: Pool, rule: (slots: Slots) => { slots: Slots; answer: T }): Promise<T>;
  readLock(projectId: string): Promise<Lock>;
  /** Gives the rule's answer, and the lock as it stands afterwards if the rule has changed it. */
  changeLock<T>(
    projectId: string,
    rule: (lock: Lock) => { lock: Lock; answer: T },
  ): Promise<{ answer: T; stored: StoredLock; changed: boolean }>;
  /** Replaces all counts by what the records say. */
  rebuild(counted: Counted): Promise<void>;
  publish(changed: Changed): Promise<void>;
  /** Gives the way to stop listening. */
  subscribe(listener: (changed: Changed) => void): () => void;
}
