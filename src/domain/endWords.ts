import type { EndReason, Run } from "../contract/runs.ts";

const words: Record<EndReason, (run: Run) => string> = {
  exited: ({ exit_code }) =>
    exit_code === null ? "ended by a signal" : `ended with code ${exit_code}`,
  finished: () => "reported by its caller",
  cancelled: () => "cancelled",
  stopped: () => "stopped",
  compute_quota: () => "the month's compute was used up",
  refused: () => "a limit stood in its way",
  lease_expired: () => "no heartbeat came in time",
  parked_too_long: () => "parked for as long as it may be",
  launch_failed: () => "did not start",
  server_stopped: () => "the server was stopped",
  server_lost: () => "the server was gone before it ended",
};

/** Why a run is over, for people; empty while it goes on. */
export const endWords = (run: Run): string =>
  run.end_reason === null ? "" : words[run.end_reason](run);
