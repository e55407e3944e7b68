import type { QueryClient } from "@tanstack/react-query";
import { decisionApi } from "../../contract/decision.ts";
import { quotaApi } from "../../contract/quota.ts";
import { runsApi } from "../../contract/runs.ts";

const CHANGED = [
  quotaApi.runs,
  quotaApi.concurrency,
  quotaApi.projects,
  runsApi.list,
  decisionApi.decide,
];

/** After a run was started, queued or cancelled: whatever it changes is asked for again. */
export function invalidateRuns(queries: QueryClient): void {
  for (const { path } of CHANGED) void queries.invalidateQueries({ queryKey: [path] });
}
