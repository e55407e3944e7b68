import * as z from "zod/mini";
import type { Area } from "./endpoint.ts";
import { Instant } from "./instant.ts";
import { ProjectId } from "./projectId.ts";
import { text } from "./text.ts";

export const Project = z.object({
  id: ProjectId,
  name: z.string(),
  created_at: Instant,
  /** Belongs to the sample workspace. */
  sample: z.boolean(),
});
export type Project = z.infer<typeof Project>;

const id = z.strictObject({ id: ProjectId });

/** What a holder shows to renew or release; of an older grant it is refused. */
const grant = z.strictObject({ run_id: z.uuid(), fencing_token: z.int() });

/** The lock is the caller's until `lease_expires_at`. Writes should carry the fencing token. */
export const LockGrant = z.object({
  granted: z.literal(true),
  holder: z.string(),
  /** Rises with every grant of this project, for good. */
  fencing_token: z.int(),
  lease_expires_at: Instant,
});
export type LockGrant = z.infer<typeof LockGrant>;

/** The caller waits; asking again with the same run keeps the place. */
export const LockWait = z.object({
  granted: z.literal(false),
  /** From 1. */
  position: z.int(),
  queue_depth: z.int(),
});
export type LockWait = z.infer<typeof LockWait>;

export const projectsApi = {
  list: {
    method: "GET",
    path: "/projects",
    summary: "All projects, by name",
    answers: { 200: z.object({ projects: z.array(Project) }) },
  },
  add: {
    method: "POST",
    path: "/projects",
    summary: "Add a project",
    role: "operator",
    body: z.strictObject({
      id: ProjectId,
      name: text(100),
    }),
    answers: { 201: Project },
    faults: ["conflict"],
  },
  get: {
    method: "GET",
    path: "/projects/:id",
    summary: "One project",
    params: id,
    answers: { 200: Project },
    faults: ["not_found"],
  },
  acquireLock: {
    method: "POST",
    path: "/projects/:id/pr_lock",
    summary: "Take the PR lock for a running run of this project, or a place in its queue",
    role: "member",
    params: id,
    body: z.strictObject({ run_id: z.uuid() }),
    answers: { 200: LockGrant, 202: LockWait },
    faults: ["not_found", "conflict"],
  },
  renewLock: {
    method: "PUT",
    path: "/projects/:id/pr_lock",
    summary: "Hold the PR lock for another 120 seconds",
    role: "member",
    params: id,
    body: grant,
    answers: { 200: LockGrant },
    faults: ["not_found", "conflict"],
  },
  releaseLock: {
    method: "DELETE",
    path: "/projects/:id/pr_lock",
    summary: "Give the PR lock back; the longest waiter is next",
    role: "member",
    params: id,
    body: grant,
    answers: { 200: z.object({ released: z.literal(true) }) },
    faults: ["not_found", "conflict"],
  },
} as const satisfies Area;
