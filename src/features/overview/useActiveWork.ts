import { useEndpoint } from "../../api/useEndpoint.ts";
import { fromInstant, type Instant } from "../../contract/instant.ts";
import type { Run } from "../../contract/runs.ts";

/** Everything that runs and may be seen, newest first, as one answer out of two. */
export function useActiveWork() {
  const runs = useEndpoint("runs", "list", { query: { status: "running" } });
  const sessions = useEndpoint("sessions", "list");
  const data =
    runs.data && sessions.data
      ? {
          correlation_id: runs.data.correlation_id,
          server_time: earlier(runs.data.server_time, sessions.data.server_time),
          data: [...runs.data.data.runs, ...sessions.data.data.running].toSorted(
            (a, b) => fromInstant(began(b)) - fromInstant(began(a)),
          ),
        }
      : undefined;
  const refetch = () => Promise.all([runs.refetch(), sessions.refetch()]);
  return { data, error: runs.error ?? sessions.error, refetch };
}

/** When it began, or was let in. */
export const began = ({ started_at, admitted_at }: Run): Instant => started_at ?? admitted_at;

const earlier = (a: Instant, b: Instant): Instant => (fromInstant(a) < fromInstant(b) ? a : b);
