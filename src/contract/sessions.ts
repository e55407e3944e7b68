import * as z from "zod/mini";
import type { Area } from "./endpoint.ts";
import { Instant } from "./instant.ts";
import { ProjectId } from "./projectId.ts";
import { paging } from "./paging.ts";
import { Run, RunDetail, RunStatus } from "./runs.ts";
import { text } from "./text.ts";

/**
 * Compute seconds of sessions and managed runs in the calendar month (seed 000). A period is a month
 * in UTC; a total of an old period counts as 0 in the next.
 */
export const ComputeUsage = z.object({
  monthly_seconds: z.number().check(z.gte(0)),
  /** Null is unlimited; 0 allows nothing. */
  monthly_quota_seconds: z.nullable(z.number().check(z.gte(0))),
  daily_seconds: z.number().check(z.gte(0)),
  /** The plan that sets the quota. */
  tier: z.string(),
  /** The month that the totals belong to: "2026-05". */
  period: z.string().check(z.regex(/^\d{4}-\d{2}$/)),
  /** When the next period starts. */
  resets_at: Instant,
  observed_at: Instant,
  upgrade_url: z.nullable(z.url()),
});
export type ComputeUsage = z.infer<typeof ComputeUsage>;

export const BatchStatus = z.object({
  /** The caller's sessions by id, the newest 500. */
  statuses: z.record(z.string(), RunStatus),
  running: z.int(),
  max_sessions: z.int(),
  /** The caller's sessions and managed runs that use compute at this moment. */
  working: z.int(),
  usage: ComputeUsage,
});
export type BatchStatus = z.infer<typeof BatchStatus>;

const name = text(100);

/** What a new session shall be, or which one of the caller's that is over it shall be again. */
export const SessionRequest = z
  .strictObject({
    name: z.optional(name),
    /** The vendor whose agent is wanted: "claude". */
    agent: z.optional(name),
    project_id: z.optional(ProjectId),
    /** A session that is over: its name, agent and project are taken, and so none may be given. */
    session_id: z.optional(z.uuid()),
  })
  .check(
    z.refine(
      ({ session_id, ...given }) => session_id === undefined || Object.keys(given).length === 0,
      { path: ["session_id"], error: "brings its own name, agent and project" },
    ),
  );
export type SessionRequest = z.infer<typeof SessionRequest>;

export const sessionsApi = {
  batchStatus: {
    method: "GET",
    path: "/sessions/batch-status",
    summary: "The caller's sessions and compute usage, in one cheap call",
    answers: { 200: BatchStatus },
  },
  start: {
    method: "POST",
    role: "member",
    path: "/container/start",
    summary:
      "Start a session, new or as one that is over, if every limit has room; decides and reserves in one step",
    body: SessionRequest,
    idempotent: true,
    refusable: true,
    answers: { 201: Run },
    faults: ["not_found", "conflict", "launch_failed"],
  },
  stop: {
    method: "POST",
    role: "member",
    path: "/container/stop",
    summary: "Stop a session: SIGTERM to its process, SIGKILL after the grace time",
    body: z.strictObject({ session_id: z.uuid() }),
    answers: { 200: Run },
    faults: ["not_found"],
  },
  list: {
    method: "GET",
    path: "/sessions",
    summary: "Sessions, newest first",
    query: z.strictObject(paging),
    answers: {
      200: z.object({
        sessions: z.array(Run),
        next_cursor: z.nullable(z.string()),
        /** Those that are not over, newest first, also where they are further down the list. */
        running: z.array(Run),
      }),
    },
  },
  get: {
    method: "GET",
    path: "/sessions/:id",
    summary: "One session with the end of its output",
    params: z.strictObject({ id: z.uuid() }),
    answers: { 200: RunDetail },
    faults: ["not_found"],
  },
} as const satisfies Area;
