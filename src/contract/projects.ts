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
    params: z.strictObject({ id: ProjectId }),
    answers: { 200: Project },
    faults: ["not_found"],
  },
} as const satisfies Area;
