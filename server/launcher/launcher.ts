import type { RunKind, RunOutput } from "../../src/contract/runs.ts";
import type { ProviderId } from "../../src/contract/snapshot.ts";
import type { ProcessIdentity, RunRecord } from "../engines/records.ts";

/** What a managed run is started with. */
export type Job = Pick<
  RunRecord,
  "id" | "kind" | "project_id" | "name" | "message" | "provider" | "model"
>;

/** What does the work: the operator's command, or the sample agent, which does none. */
export type Agent = "command" | "sample";

/** How a process ended: by itself with a code, or by a signal. */
export interface Exit {
  code: number | null;
  signal: string | null;
  output: RunOutput;
}

export interface JobEvents {
  /** Something was printed; told at most once a second. */
  onOutput: () => void;
  /** Told once, when nothing of it works any more; the last of its output may still arrive. */
  onGone: () => void;
  /** Told once, after that and the last output. */
  onExit: (exit: Exit) => void;
}

/** The process could not be started; the message says why, for the person who asked. */
export class LaunchError extends Error {
  override readonly name = "LaunchError";
}

/** Starts, feeds and stops the processes of managed runs. */
export interface Launcher {
  agentOf(kind: RunKind): Agent;
  /** Whose accounts that agent uses, by the name of its program; null if it is none that is known. */
  providerOf(kind: RunKind): ProviderId | null;
  /**
   * Resolves once the process exists.
   *
   * @throws {LaunchError}
   */
  start(job: Job, events: JobEvents): Promise<ProcessIdentity>;
  /**
   * SIGTERM to the process and all that it has started, SIGKILL after the grace time. The promise resolves when the
   * process is gone and its exit told; null if the run has no process here.
   */
  stop(runId: string): Promise<void> | null;
  /** True while the run has a process here. */
  has(runId: string): boolean;
  /** What a running process has printed so far; null if the run has no process here. */
  output(runId: string): RunOutput | null;
  /**
   * Writes a line, or several, to a session's standard input. True once the pipe has taken it; false
   * if nothing of it has reached the process, and nothing will: the process has gone or has closed
   * its input, or it has not read what it was sent before for some seconds.
   */
  send(runId: string, text: string): Promise<boolean>;
  /**
   * Ends what an earlier server left behind of a run: its process, if it is still that one, and, where
   * the system tells whose they are, all that it has started. Null is a process whose start nobody
   * had the time to write down.
   */
  endOrphans(runId: string, leader: ProcessIdentity | null): Promise<void>;
  /** Ends every process; resolves when all are gone and told. */
  close(): Promise<void>;
}
