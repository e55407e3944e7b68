import type { Instant } from "../../contract/instant.ts";
import type { Run } from "../../contract/runs.ts";
import { computeSecondsAt } from "../../domain/computeNow.ts";
import { formatHours } from "../../domain/duration.ts";
import { useClockText } from "../../ui/ClockContext.tsx";

export interface ComputeUsedProps {
  session: Pick<Run, "compute_seconds" | "started_at" | "finished_at">;
  /** The server's time in the answer that told of it. */
  asOf: Instant;
}

/** What a session has used of the month's compute. By itself, so that a tick turns no more than its words. */
export function ComputeUsed({ session, asOf }: ComputeUsedProps) {
  return useClockText((now) => formatHours(computeSecondsAt(session, asOf, now)));
}
