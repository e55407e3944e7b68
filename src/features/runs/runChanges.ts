import type { ResourceKey } from "../../contract/api.ts";
import { decisionApi } from "../../contract/decision.ts";
import { quotaApi } from "../../contract/quota.ts";
import { runsApi } from "../../contract/runs.ts";

/** What a run that was started, queued or cancelled changes. */
export const runChanges: readonly ResourceKey[] = [
  quotaApi.runs.path,
  quotaApi.concurrency.path,
  quotaApi.projects.path,
  runsApi.list.path,
  decisionApi.decide.path,
];
