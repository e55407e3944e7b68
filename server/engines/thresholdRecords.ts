import type { Instant } from "../../src/contract/instant.ts";
import type { Thresholds } from "../../src/contract/thresholds.ts";

/** A person's word that one start may pass the caps. */
export interface Override {
  id: string;
  user_id: string;
  at: Instant;
  /** Why, in the person's words. */
  reason: string | null;
  /** From then on it lets nothing pass. */
  expires_at: Instant;
}

/**
 * What people have set for themselves: caps (seed 001), and that one start may pass them. Part of
 * `Records`; the same rules hold for every engine.
 *
 * @throws {EngineUnavailableError} from any method
 */
export interface ThresholdRecords {
  /** Both off for a person of whom nothing is written down. */
  readThresholds(userId: string): Promise<Thresholds>;
  writeThresholds(userId: string, thresholds: Thresholds): Promise<void>;

  /** False, and nothing added, if one of the person's is open at that moment. */
  addOverride(override: Override): Promise<boolean>;
  /** The person's that lets a start pass at `now`; the one that ends first, if there are several. */
  openOverride(userId: string, now: Instant): Promise<Override | null>;
  /**
   * One run takes it, and no other. False, and nothing changed, if another has, or it has ended;
   * asked again for the same run it is true again.
   */
  useOverride(id: string, runId: string, at: Instant): Promise<boolean>;
  /** Whether the run has taken one. */
  hasOverride(runId: string): Promise<boolean>;
  /** The run did not start: what it has taken is open again. False if it has taken nothing. */
  returnOverride(runId: string): Promise<boolean>;
}
