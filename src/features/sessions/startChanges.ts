import type { ResourceKey } from "../../contract/api.ts";
import { decisionApi } from "../../contract/decision.ts";
import { sessionsApi } from "../../contract/sessions.ts";

/** What a start of a session changes. */
export const startChanges: readonly ResourceKey[] = [
  sessionsApi.list.path,
  sessionsApi.batchStatus.path,
  decisionApi.decide.path,
];
