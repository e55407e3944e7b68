import { activityApi } from "./activity.ts";
import { errorsApi } from "./capturedErrors.ts";
import { decisionApi } from "./decision.ts";
import type { Endpoint } from "./endpoint.ts";
import { jobsApi } from "./jobs.ts";
import { metaApi } from "./meta.ts";
import { projectsApi } from "./projects.ts";
import { providersApi } from "./providers.ts";
import { quotaApi } from "./quota.ts";
import { runsApi } from "./runs.ts";
import { schedulesApi } from "./schedules.ts";
import { sessionsApi } from "./sessions.ts";
import { thresholdsApi } from "./thresholds.ts";

/** The API, whole. A new endpoint enters here or nowhere. */
export const api = {
  meta: metaApi,
  decision: decisionApi,
  quota: quotaApi,
  projects: projectsApi,
  runs: runsApi,
  schedules: schedulesApi,
  errors: errorsApi,
  sessions: sessionsApi,
  providers: providersApi,
  jobs: jobsApi,
  activity: activityApi,
  thresholds: thresholdsApi,
};
export type Api = typeof api;

export const API_PREFIX = "/api";

/** Raise it when an answer changes its shape: persisted caches of another version are dropped. */
export const CONTRACT_VERSION = "5";

/** Headers that every answer carries. */
export const CORRELATION_ID_HEADER = "X-Correlation-Id";
export const SERVER_TIME_HEADER = "X-Server-Time";
export const IDEMPOTENCY_KEY_HEADER = "Idempotency-Key";

type PathOf<E> = E extends { method: string; path: infer P extends string } ? P : never;

/** What can be asked again, as `changed` names it: a path of the table. A decision can be, too. */
export type ResourceKey = { [A in keyof Api]: PathOf<Api[A][keyof Api[A]]> }[keyof Api];

export const endpoints: readonly Endpoint[] = Object.values(api).flatMap((area) =>
  Object.values<Endpoint>(area),
);
