import * as z from "zod/mini";
import type { Area } from "./endpoint.ts";
import { Instant } from "./instant.ts";
import { ProjectId } from "./projectId.ts";
import { RunKind } from "./runs.ts";

/**
 * The sliding window of runs (seed 002, story 11.1): a log of starts, each leaving after
 * `window_seconds`. There is no single reset, so two instants are told apart.
 */
export const RunQuota = z.object({
  used: z.int(),
  max: z.int(),
  remaining: z.int(),
  window_seconds: z.int(),
  /** When enough of the oldest have left that `used < max`; null while there is room, or if `max` is 0. */
  next_slot_at: z.nullable(Instant),
  /** When the newest leaves and the window is empty; null at 0 used. */
  resets_at: z.nullable(Instant),
});
export type RunQuota = z.infer<typeof RunQuota>;

/** Who works or waits in a project. The title is null to those who may not read that run. */
const party = {
  run_id: z.string(),
  kind: RunKind,
  title: z.nullable(z.string()),
  owner: z.string(),
};

/** The slots of a project (seed 002, story 11.2): a lease each, and those who wait, the longest first. */
export const Concurrency = z.object({
  active: z.int(),
  /** A limit that was lowered may lie below `active`: what runs goes on. */
  max: z.int(),
  queued: z.int(),
  holders: z.array(
    z.object({
      ...party,
      held_since: Instant,
      heartbeat_at: Instant,
      /** Without a heartbeat until then the run ends and its slot is free. */
      lease_expires_at: Instant,
    }),
  ),
  queue: z.array(z.object({ ...party, position: z.int(), queued_at: Instant })),
});
export type Concurrency = z.infer<typeof Concurrency>;

/**
 * `draining`: held, and others wait. `stuck`: under 40 of its 120 seconds are left and the holder
 * has not renewed.
 */
export const PrLockState = z.enum(["free", "held", "draining", "stuck"]);
export type PrLockState = z.infer<typeof PrLockState>;

/** The advisory lock that PR delivery takes (seed 002, story 11.3). It gates no start. */
export const PrLock = z.object({
  locked: z.boolean(),
  /** Null is unknown, or free. */
  held_since: z.nullable(Instant),
  queue_depth: z.int(),
  holder: z.nullable(z.object(party)),
  lease_expires_at: z.nullable(Instant),
  state: PrLockState,
  queue: z.array(z.object({ ...party, position: z.int(), queued_at: Instant })),
});
export type PrLock = z.infer<typeof PrLock>;

/** One project at a glance. */
export const ProjectLimits = z.object({
  project_id: z.string(),
  name: z.string(),
  active: z.int(),
  max: z.int(),
  queued: z.int(),
  pr_lock: z.pick(PrLock, {
    state: true,
    held_since: true,
    queue_depth: true,
    lease_expires_at: true,
  }),
});
export type ProjectLimits = z.infer<typeof ProjectLimits>;

const ofProject = z.strictObject({ project_id: ProjectId });

export const quotaApi = {
  runs: {
    method: "GET",
    path: "/quota/runs",
    summary: "Runs started in the caller's sliding window",
    answers: { 200: RunQuota },
  },
  concurrency: {
    method: "GET",
    path: "/quota/concurrency",
    summary: "The slots of a project: who holds them and who waits",
    query: ofProject,
    answers: { 200: Concurrency },
    faults: ["not_found"],
  },
  prLock: {
    method: "GET",
    path: "/quota/pr_lock",
    summary: "The advisory PR lock of a project: its holder and who waits",
    query: ofProject,
    answers: { 200: PrLock },
    faults: ["not_found"],
  },
  projects: {
    method: "GET",
    path: "/quota/projects",
    summary: "Slots and PR lock of every project at a glance, by name",
    answers: { 200: z.object({ projects: z.array(ProjectLimits) }) },
  },
} as const satisfies Area;
