import type { Instant } from "../../src/contract/instant.ts";
import type { Project } from "../../src/contract/projects.ts";
import type { Run, RunOutput, RunStatus } from "../../src/contract/runs.ts";
import type { Place } from "./counters.ts";

/** A process, told apart from a later one with the same number by when it started. */
export interface ProcessIdentity {
  pid: number;
  /** As the system gives it; compared, never parsed. */
  started: string;
}

/** What a run was started with, so that the same key with another request is noticed. */
export interface Idempotency {
  key: string;
  /** Digest of the request. */
  digest: string;
}

export interface NewRun {
  run: Run;
  idempotency: Idempotency | null;
}

/** What may change in a run after its start. */
export type RunPatch = Partial<
  Pick<
    Run,
    "status" | "finished_at" | "lease_expires_at" | "end_reason" | "exit_code" | "summary"
  > & { process: ProcessIdentity | null; holds_place: boolean; output: RunOutput }
>;

export interface RunFilter {
  user_id?: string | undefined;
  project_id?: string | undefined;
  status?: RunStatus | undefined;
  limit: number;
  /** Only runs after this one in the order newest first. */
  after?: { admitted_at: Instant; id: string } | undefined;
}

/**
 * What must survive a restart. The same rules hold for every engine (`records.conformance.ts`).
 *
 * @throws {EngineUnavailableError} from any method
 */
export interface Records {
  ping(): Promise<void>;
  close(): Promise<void>;

  listProjects(): Promise<Project[]>;
  findProject(id: string): Promise<Project | null>;
  /** False, and nothing changed, if the id is taken. */
  addProject(project: Project): Promise<boolean>;

  /**
   * False, and nothing written, if the same user has used the same idempotency key before, or the
   * project is gone.
   */
  addRun(run: NewRun): Promise<boolean>;
  findRun(id: string): Promise<Run | null>;
  findStart(userId: string, key: string): Promise<{ run: Run; digest: string } | null>;
  /** Newest first, then by id. */
  listRuns(filter: RunFilter): Promise<Run[]>;
  /** Changes a run that still has one of the statuses; null, and nothing changed, if it has not. */
  changeRun(id: string, from: readonly RunStatus[], patch: RunPatch): Promise<Run | null>;
  readOutput(id: string): Promise<RunOutput>;
  /** Runs that are not over, with the processes they were given. */
  liveRuns(): Promise<{ run: Run; process: ProcessIdentity | null }[]>;
  /** External runs whose lease ended at or before the instant. */
  lapsedRuns(at: Instant): Promise<Run[]>;
  /** Places taken after the instant and not given back: what the counters are rebuilt from. */
  placesSince(at: Instant): Promise<Place[]>;

  /** Absent until it was put; used for what the installation knows of itself. */
  readSetting(key: string): Promise<string | null>;
  writeSetting(key: string, value: string): Promise<void>;
  /** Removes the sample's projects with all their runs; null, and nothing removed, while one of them lives. */
  removeSample(): Promise<{ projects: number; runs: Pick<Run, "id" | "user_id">[] } | null>;
}
