import { useEndpoint } from "../../api/useEndpoint.ts";
import type { Limit } from "../../contract/limit.ts";
import type { ComputeUsage } from "../../contract/sessions.ts";
import { computeLimit } from "../../domain/compute.ts";
import { runLimit } from "../../domain/runWindow.ts";
import { sessionLimit } from "../../domain/sessionLimit.ts";

/** The caller's own limits, those that are known, and the answers that they come from. */
export function useOwnLimits() {
  const quota = useEndpoint("quota", "runs");
  const status = useEndpoint("sessions", "batchStatus");
  const limits: Limit[] = [
    ...(quota.data ? [runLimit(quota.data.data, quota.data.server_time)] : []),
    ...(status.data
      ? [
          computeLimit(status.data.data.usage),
          sessionLimit(status.data.data, status.data.server_time),
        ]
      : []),
  ];
  const usage: ComputeUsage | null = status.data?.data.usage ?? null;
  const working = status.data?.data.working ?? 0;
  return { quota, status, limits, usage, working };
}
