import * as z from "zod/mini";
import type { Area } from "./endpoint.ts";
import { Instant } from "./instant.ts";
import { paging } from "./paging.ts";
import { ProjectId } from "./projectId.ts";
import { Refusal } from "./refusal.ts";
import { text } from "./text.ts";

/** A session is a run one talks to; a task works on its own. */
export const RunKind = z.enum(["task", "session"]);
export type RunKind = z.infer<typeof RunKind>;

export const RunStatus = z.enum([
  "queued",
  "parked",
  "running",
  "stopping",
  "succeeded",
  "failed",
  "stopped",
  "cancelled",
  "skipped_quota",
]);
export type RunStatus = z.infer<typeof RunStatus>;

export const RunSource = z.enum(["manual", "schedule", "error_capture", "chat", "api", "mcp"]);
export type RunSource = z.infer<typeof RunSource>;

/** Who carries the work out: a process that the server starts, or the caller, who holds a lease. */
export const Execution = z.enum(["managed", "external"]);
export type Execution = z.infer<typeof Execution>;

/** Why a run is over. */
export const EndReason = z.enum([
  "exited",
  "finished",
  "cancelled",
  "stopped",
  "compute_quota",
  "refused",
  "lease_expired",
  "parked_too_long",
  "launch_failed",
  "server_stopped",
  "server_lost",
]);
export type EndReason = z.infer<typeof EndReason>;

export const Run = z.object({
  id: z.string(),
  kind: RunKind,
  /** Tasks always have one, sessions may. */
  project_id: z.nullable(z.string()),
  user_id: z.string(),
  source: RunSource,
  execution: Execution,
  /** What does the work: the operator's command, the sample agent (which does none), or the caller. */
  agent: z.enum(["command", "sample", "external"]),
  status: RunStatus,
  /** What a session is called. */
  name: z.nullable(z.string()),
  message: z.nullable(z.string()),
  provider: z.nullable(z.string()),
  model: z.nullable(z.string()),
  /**
   * When it was admitted and took its place in the window. A parked run has none yet: then, when it was
   * parked, and from its start on, when it took its place.
   */
  admitted_at: Instant,
  /** When the work began; null while it is queued, and for good if it never began. */
  started_at: z.nullable(Instant),
  /** Its place among those that wait for a slot, from 1; null if it does not wait, or if unknown. */
  queue_position: z.nullable(z.int()),
  finished_at: z.nullable(Instant),
  /** External runs: heartbeat before this moment, or the run ends as `lease_expired`. */
  lease_expires_at: z.nullable(Instant),
  end_reason: z.nullable(EndReason),
  exit_code: z.nullable(z.int()),
  summary: z.nullable(z.string()),
  /** What stood in the way of a run that was skipped, or has stopped one that worked; parked: the headline. */
  refusal: z.nullable(Refusal),
  /** Parked: all that it waits for, the headline first. Empty otherwise. */
  reasons: z.array(Refusal),
  /** When it was parked; null if it never was. */
  parked_at: z.nullable(Instant),
  /** Parked: when it gives up and becomes `skipped_quota`. */
  parked_until: z.nullable(Instant),
  /**
   * Parked: when all it waits for should have lifted; it is tried then, or up to half a minute later.
   * Null if nobody knows the moment, and for runs that are not parked.
   */
  resumes_at: z.nullable(Instant),
  /** Having been parked, it may also start on an account that goes on, at a price, beyond its plan. */
  allow_overage: z.boolean(),
  /** The schedule that asked for it; null for all others. It may be gone by now. */
  schedule_id: z.nullable(z.string()),
  /** Compute seconds it has used so far; 0 for an external run, which uses none. */
  compute_seconds: z.number().check(z.gte(0)),
  /**
   * Once less than a minute of the month's compute is left: when the quota will stop it. Null before,
   * and if more has become available meanwhile.
   */
  stops_at: z.nullable(Instant),
});
export type Run = z.infer<typeof Run>;

/** The end of what a managed run printed; `dropped_bytes` came before it and is gone. */
export const RunOutput = z.object({ text: z.string(), dropped_bytes: z.int() });
export type RunOutput = z.infer<typeof RunOutput>;

export const RunDetail = z.extend(Run, { output: RunOutput });
export type RunDetail = z.infer<typeof RunDetail>;

/** What to do when a limit says no: be told, or wait, bounded, until it says yes. */
export const OnRefusal = z.enum(["refuse", "park"]);
export type OnRefusal = z.infer<typeof OnRefusal>;

const name = text(100);
const id = z.strictObject({ id: z.uuid() });

export const RunRequest = z.strictObject({
  project_id: ProjectId,
  /** What the agent is asked to do. */
  message: z.optional(text(20_000)),
  source: z._default(RunSource, "api"),
  provider: z.optional(name),
  model: z.optional(name),
  execution: z._default(Execution, "managed"),
  on_refusal: z._default(OnRefusal, "refuse"),
  allow_overage: z._default(z.boolean(), false),
});
export type RunRequest = z.infer<typeof RunRequest>;

export const runsApi = {
  submit: {
    method: "POST",
    role: "member",
    path: "/runs",
    summary:
      "Start a run, if every limit has room; decides and reserves in one step. Queued, where the project has no slot free; parked, where that is asked for",
    body: RunRequest,
    idempotent: true,
    refusable: true,
    answers: { 201: Run, 202: Run },
    faults: ["not_found", "launch_failed"],
  },
  list: {
    method: "GET",
    path: "/runs",
    summary: "Runs, newest first",
    query: z.strictObject({
      project_id: z.optional(ProjectId),
      status: z.optional(RunStatus),
      ...paging,
    }),
    answers: { 200: z.object({ runs: z.array(Run), next_cursor: z.nullable(z.string()) }) },
  },
  get: {
    method: "GET",
    path: "/runs/:id",
    summary: "One run with the end of its output",
    params: id,
    answers: { 200: RunDetail },
    faults: ["not_found"],
  },
  heartbeat: {
    method: "POST",
    role: "member",
    path: "/runs/:id/heartbeat",
    summary: "Renew the lease of an external run; a queued one is answered as it stands",
    params: id,
    answers: { 200: Run },
    faults: ["not_found", "conflict"],
  },
  finish: {
    method: "POST",
    role: "member",
    path: "/runs/:id/finish",
    summary: "End an external run; saying the same again changes nothing",
    params: id,
    body: z.strictObject({
      status: z.enum(["succeeded", "failed"]),
      summary: z.optional(text(2_000)),
    }),
    answers: { 200: Run },
    faults: ["not_found", "conflict"],
  },
  cancel: {
    method: "POST",
    role: "member",
    path: "/runs/:id/cancel",
    summary: "End a run: SIGTERM to its process, SIGKILL after the grace time",
    params: id,
    answers: { 200: Run },
    faults: ["not_found"],
  },
  cancelParked: {
    method: "POST",
    role: "member",
    path: "/runs/cancel-parked",
    summary: "Cancel your parked runs, or an operator everyone's: all, of a project, of a schedule",
    body: z.strictObject({
      project_id: z.optional(ProjectId),
      schedule_id: z.optional(z.uuid()),
    }),
    answers: { 200: z.object({ cancelled: z.int() }) },
  },
} as const satisfies Area;
