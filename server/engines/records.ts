import type { Idempotency } from "./idempotency.ts";
import type { Instant } from "../../src/contract/instant.ts";
import type { Project } from "../../src/contract/projects.ts";
import type { Run, RunKind, RunOutput, RunStatus } from "../../src/contract/runs.ts";
import type { AccountRecords } from "./accountRecords.ts";
import type { ErrorRecords } from "./errorRecords.ts";
import type { LedgerRecords } from "./ledgerRecords.ts";
import type { ScheduleRecords } from "./scheduleRecords.ts";
import type { Place, StoredLock } from "./counters.ts";
import type { ThresholdRecords } from "./thresholdRecords.ts";

/** A process, told apart from a later one with the same number by when it started. */
export interface ProcessIdentity {
  pid: number;
  /** As the system gives it; compared, never parsed. */
  started: string;
}

/** A run as it is written down; its place in the queue is the counters' to know. */
export type RunRecord = Omit<Run, "queue_position">;

/** Runs that are not over. */
export const OPEN: readonly RunStatus[] = ["queued", "parked", "running", "stopping"];

export interface NewRun {
  run: RunRecord;
  idempotency: Idempotency | null;
  /** It has a place in its owner's window. */
  holds_place: boolean;
  /** For a parked run: how many its owner may have parked, this one included. */
  parked_max?: number;
}

/** What may change in a run after its start. */
export type RunPatch = Partial<
  Pick<
    Run,
    | "status"
    | "admitted_at"
    | "started_at"
    | "finished_at"
    | "lease_expires_at"
    | "end_reason"
    | "exit_code"
    | "summary"
    | "refusal"
    | "reasons"
    | "parked_until"
    | "resumes_at"
    | "stops_at"
  > & { process: ProcessIdentity | null; holds_place: boolean; output: RunOutput }
>;

export interface OpenRun {
  run: RunRecord;
  process: ProcessIdentity | null;
}

export interface RunFilter {
  kind?: RunKind | undefined;
  user_id?: string | undefined;
  project_id?: string | undefined;
  status?: RunStatus | undefined;
  /** Whether it is over. */
  finished?: boolean | undefined;
  limit: number;
  /** Only runs after this one in the order newest first. */
  after?: { at: Instant; id: string } | undefined;
}

/**
 * What must survive a restart. The same rules hold for every engine (`recordsConformance.ts`).
 *
 * @throws {EngineUnavailableError} from any method
 */
export interface Records
  extends AccountRecords, LedgerRecords, ThresholdRecords, ScheduleRecords, ErrorRecords {
  ping(): Promise<void>;
  close(): Promise<void>;

  listProjects(): Promise<Project[]>;
  findProject(id: string): Promise<Project | null>;
  /** False, and nothing changed, if the id is taken. */
  addProject(project: Project): Promise<boolean>;

  /**
   * False, and nothing written, if the same user has used the same idempotency key before, the
   * project is gone, or too many runs are parked.
   */
  addRun(run: NewRun): Promise<boolean>;
  findRun(id: string): Promise<RunRecord | null>;
  /** Those of the ids that there are, in any order. */
  findRuns(ids: readonly string[]): Promise<RunRecord[]>;
  /** Statuses of a person's runs of a kind, the newest `limit`: for hundreds, without the rows. */
  listStatuses(userId: string, kind: RunKind, limit: number): Promise<Pick<Run, "id" | "status">[]>;
  findStart(userId: string, key: string): Promise<{ run: RunRecord; digest: string } | null>;
  /** Newest first, then by id. */
  listRuns(filter: RunFilter): Promise<RunRecord[]>;
  /** Changes a run that still has one of the statuses; null, and nothing changed, if it has not. */
  changeRun(id: string, from: readonly RunStatus[], patch: RunPatch): Promise<RunRecord | null>;
  readOutput(id: string): Promise<RunOutput>;
  /** Runs that are not over, with the processes they were given. */
  openRuns(): Promise<OpenRun[]>;
  /** Parked runs, the first parked first, then by id. */
  parkedRuns(): Promise<RunRecord[]>;
  /** Places taken after the instant and not given back: what the counters are rebuilt from. */
  placesSince(at: Instant): Promise<Place[]>;

  readLocks(): Promise<({ project_id: string } & StoredLock)[]>;
  /** An older revision than the one written changes nothing. */
  writeLock(projectId: string, stored: StoredLock): Promise<void>;

  /** Absent until it was put; used for what the installation knows of itself. */
  readSetting(key: string): Promise<string | null>;
  writeSetting(key: string, value: string): Promise<void>;
  /** Removes the sample's projects with all their runs and locks; null, and nothing removed, while one of them lives. */
  removeSample(): Promise<{ projects: number; runs: Pick<Run, "id" | "user_id">[] } | null>;
}
