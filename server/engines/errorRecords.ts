import type { Instant } from "../../src/contract/instant.ts";

export interface CapturedError {
  project_id: string;
  fingerprint: string;
  title: string;
  at: Instant;
}

export interface CaptureBounds {
  /** A run for the fingerprint that began after this moment is enough; and asks since then are counted. */
  since: Instant;
  /** One that was asked for after this moment may still be on its way in. */
  asked_since: Instant;
  /** Asks of a project since `since`, at most. */
  max: number;
}

export interface Captured {
  /** `asked` makes it the caller's to start a run, and to say of it by `settleError`. */
  outcome: "asked" | "deduplicated" | "suppressed";
  /** How often the fingerprint was captured. */
  count: number;
  /** The run that is enough. */
  run_id: string | null;
}

/**
 * Captured errors, counted by project and fingerprint. Part of `Records`; the same rules hold for
 * every engine.
 *
 * @throws {EngineUnavailableError} from any method
 */
export interface ErrorRecords {
  /** Counts it, and decides in the same step whether a run is asked for. Null if the project is gone. */
  captureError(captured: CapturedError, bounds: CaptureBounds): Promise<Captured | null>;
  /** Which run came of an ask; null if none did. */
  settleError(
    error: Pick<CapturedError, "project_id" | "fingerprint">,
    runId: string | null,
  ): Promise<void>;
  /** Forgets errors that were last captured before the instant. */
  pruneErrors(before: Instant): Promise<void>;
}
