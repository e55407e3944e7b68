import type { RunQuota } from "../../src/contract/quota.ts";
import type { RunAllowance } from "../../src/domain/runWindow.ts";

/** A run's place in its owner's sliding window. */
export interface Place {
  user_id: string;
  run_id: string;
  /** When the run was admitted, milliseconds since 1970. */
  taken_at: number;
}

/** Tells which answers of the API may have changed; `user_id` null concerns everyone. */
export interface Changed {
  keys: readonly string[];
  user_id: string | null;
}

/**
 * What is counted, and who is told. Every method is atomic in its engine.
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
  /** Replaces all counts by what the records say. */
  rebuild(places: readonly Place[]): Promise<void>;
  publish(changed: Changed): Promise<void>;
  /** Gives the way to stop listening. */
  subscribe(listener: (changed: Changed) => void): () => void;
}
