import type { DaySeconds } from "../../src/domain/booking.ts";

/** Compute seconds of one run since its booking before. */
export interface Booking {
  run_id: string;
  user_id: string;
  /** From 1, without gaps, within the run: what was booked already is not booked again. */
  number: number;
  parts: readonly DaySeconds[];
}

/**
 * The compute seconds of each person and day (UTC). Part of `Records`; the same rules hold for every
 * engine.
 *
 * @throws {EngineUnavailableError} from any method
 */
export interface LedgerRecords {
  /**
   * Adds the seconds to the person's days and to the run, all of it or nothing. False, and nothing
   * added, if a booking of this number was made before, or the run is gone.
   */
  bookSeconds(booking: Booking): Promise<boolean>;
  /** The person's days from `day` on that have seconds, the earliest first. */
  readLedger(userId: string, day: string): Promise<DaySeconds[]>;
}
