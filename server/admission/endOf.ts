import type { EndReason, RunStatus } from "../../src/contract/runs.ts";
import type { RunRecord } from "../engines/records.ts";

export interface RunEnd {
  status: Exclude<RunStatus, "queued" | "parked" | "running" | "stopping">;
  end_reason: EndReason;
}

/** What becomes of a run that was asked to end: by the quota, which has told so, or by a person. */
export function stopOf({ kind, end_reason }: Pick<RunRecord, "kind" | "end_reason">): RunEnd {
  if (end_reason === "compute_quota") return { status: "stopped", end_reason };
  return kind === "task"
    ? { status: "cancelled", end_reason: "cancelled" }
    : { status: "stopped", end_reason: "stopped" };
}

/** What becomes of one whose process has ended with a code, or by a signal (null). */
export const exitOf = (code: number | null): RunEnd => ({
  status: code === 0 ? "succeeded" : "failed",
  end_reason: "exited",
});

/**
 * What becomes of one whose server was gone before it ended. Why it was being stopped stays; a session
 * has no work to fail at.
 */
export function lossOf(run: Pick<RunRecord, "kind" | "status" | "end_reason">): RunEnd {
  if (run.status === "stopping") return stopOf(run);
  return { status: run.kind === "session" ? "stopped" : "failed", end_reason: "server_lost" };
}
