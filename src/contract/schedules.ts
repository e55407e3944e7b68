import * as z from "zod/mini";
import type { Area } from "./endpoint.ts";
import { Instant } from "./instant.ts";
import { ProjectId } from "./projectId.ts";
import { OnRefusal, RunStatus } from "./runs.ts";
import { text } from "./text.ts";

/** What became of one moment at which a schedule was to start a run. */
export const ScheduleOutcome = z.object({
  /** The minute that the schedule names. */
  fired_at: Instant,
  /** Null if there is no run: it was missed, or is just starting. */
  run_id: z.nullable(z.string()),
  /** The run's own, as it stands; `missed` if nothing was started. */
  status: z.union([RunStatus, z.enum(["starting", "missed"])]),
  /** Why it was missed, is skipped or parked, or has ended without success; a sentence. */
  reason: z.nullable(z.string()),
});
export type ScheduleOutcome = z.infer<typeof ScheduleOutcome>;

export const Schedule = z.object({
  id: z.uuid(),
  /** Whose runs they are. */
  user_id: z.string(),
  name: z.string(),
  project_id: z.string(),
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  cron: z.string(),
  /** Of the IANA list: "Europe/Berlin". */
  timezone: z.string(),
  message: z.string(),
  provider: z.nullable(z.string()),
  model: z.nullable(z.string()),
  execution: z.literal("managed"),
  enabled: z.boolean(),
  on_refusal: OnRefusal,
  allow_overage: z.boolean(),
  created_at: Instant,
  /** The next three; none while it is switched off. */
  next_fires: z.array(Instant),
  /** The last five, the newest first. */
  last_outcomes: z.array(ScheduleOutcome),
});
export type Schedule = z.infer<typeof Schedule>;

const name = text(100);
const params = z.strictObject({ id: z.uuid() });
/** What they must be like is checked where the clock is: a bad one is an `invalid_request` all the same. */
const cron = text(100);
const timezone = text(100);

export const schedulesApi = {
  list: {
    method: "GET",
    path: "/schedules",
    summary: "Your schedules, or an operator's view of everyone's, by name",
    answers: { 200: z.object({ schedules: z.array(Schedule) }) },
  },
  add: {
    method: "POST",
    role: "member",
    path: "/schedules",
    summary: "Start a managed run again and again, at the minutes that five cron fields name",
    body: z.strictObject({
      name,
      project_id: ProjectId,
      cron,
      timezone,
      message: text(20_000),
      provider: z.optional(name),
      model: z.optional(name),
      execution: z._default(z.literal("managed"), "managed"),
      enabled: z._default(z.boolean(), true),
      on_refusal: z._default(OnRefusal, "refuse"),
      allow_overage: z._default(z.boolean(), false),
    }),
    idempotent: true,
    answers: { 201: Schedule },
    faults: ["not_found", "conflict"],
  },
  get: {
    method: "GET",
    path: "/schedules/:id",
    summary: "One schedule, with its next and its last fires",
    params,
    answers: { 200: Schedule },
    faults: ["not_found"],
  },
  change: {
    method: "PATCH",
    role: "member",
    path: "/schedules/:id",
    summary: "Change a schedule; what it would have fired before is not made up for",
    params,
    body: z.strictObject({
      name: z.optional(name),
      project_id: z.optional(ProjectId),
      cron: z.optional(cron),
      timezone: z.optional(timezone),
      message: z.optional(text(20_000)),
      provider: z.optional(z.nullable(name)),
      model: z.optional(z.nullable(name)),
      enabled: z.optional(z.boolean()),
      on_refusal: z.optional(OnRefusal),
      allow_overage: z.optional(z.boolean()),
    }),
    answers: { 200: Schedule },
    faults: ["not_found"],
  },
  remove: {
    method: "DELETE",
    role: "member",
    path: "/schedules/:id",
    summary: "Remove a schedule; its runs stay, the parked ones too",
    params,
    answers: { 200: z.object({ removed: z.literal(true) }) },
    faults: ["not_found"],
  },
} as const satisfies Area;
