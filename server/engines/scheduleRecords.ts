import type { Instant } from "../../src/contract/instant.ts";
import type { Refusal } from "../../src/contract/refusal.ts";
import type { Schedule } from "../../src/contract/schedules.ts";
import type { Idempotency, MadeBefore } from "./idempotency.ts";

/** A schedule as it is written down. */
export interface ScheduleRecord extends Omit<
  Schedule,
  "execution" | "next_fires" | "last_outcomes"
> {
  /** What it named before this moment is not its business: it was not there, switched off, or another. */
  counts_from: Instant;
}

export type SchedulePatch = Partial<Omit<ScheduleRecord, "id" | "user_id" | "created_at">>;

/** One moment at which a schedule was to start a run. */
export interface Fire {
  schedule_id: string;
  /** The minute that the schedule names; there is one fire for it, whoever asks. */
  at: Instant;
  claimed_at: Instant;
  state: "claimed" | "started" | "skipped" | "missed";
  run_id: string | null;
  refusal: Refusal | null;
  /** Why it was missed. */
  note: string | null;
}

/**
 * Schedules and their fires. Part of `Records`; the same rules hold for every engine.
 *
 * @throws {EngineUnavailableError} from any method
 */
export interface ScheduleRecords {
  /** By name, then by id; everyone's for null. */
  listSchedules(userId: string | null): Promise<ScheduleRecord[]>;
  findSchedule(id: string): Promise<ScheduleRecord | null>;
  /** False, and nothing written, if the project is gone or its owner has used the key before. */
  addSchedule(schedule: ScheduleRecord, idempotency?: Idempotency | null): Promise<boolean>;
  /** The schedule that was added under a key, while it is there. */
  findAddedSchedule(userId: string, key: string): Promise<MadeBefore | null>;
  changeSchedule(id: string, patch: SchedulePatch): Promise<ScheduleRecord | null>;
  /** Its fires go with it. False if it was not there. */
  removeSchedule(id: string): Promise<boolean>;
  /** Those that are switched on, with their last fire. */
  enabledSchedules(): Promise<(ScheduleRecord & { last_fire_at: Instant | null })[]>;
  /**
   * Makes a fire one's own: true for one caller only, however many ask for the same minute, and false
   * if the schedule is gone.
   */
  claimFire(scheduleId: string, at: Instant, now: Instant): Promise<boolean>;
  /** As `claimFire`, for one that is not to be started any more. */
  missFire(scheduleId: string, at: Instant, now: Instant, note: string): Promise<boolean>;
  /** What became of a fire. One that is only thought to be missed may turn out to have started. */
  settleFire(
    fire: Pick<Fire, "schedule_id" | "at" | "state"> &
      Partial<Pick<Fire, "run_id" | "refusal" | "note">>,
  ): Promise<void>;
  /** Fires that nobody has said more of than that they are someone's. */
  claimedFires(): Promise<Fire[]>;
  /** The newest `limit` of each schedule, the newest first. */
  lastFires(scheduleIds: readonly string[], limit: number): Promise<Fire[]>;
  /** Removes fires before the instant, but the newest five of each schedule. */
  pruneFires(before: Instant): Promise<void>;
}

/** Of each schedule so many fires are kept, however old. */
export const KEPT_FIRES = 5;
