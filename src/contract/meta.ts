import * as z from "zod/mini";
import type { Area } from "./endpoint.ts";
import { Instant } from "./instant.ts";

export const Meta = z.object({
  name: z.literal("leeway"),
  version: z.string(),
  /** The name of this installation, `LEEWAY_ENVIRONMENT`. */
  environment: z.string(),
  engines: z.object({ records: z.string(), counters: z.string() }),
  server_time: Instant,
  /** True while the sample workspace is in the records. */
  sample: z.boolean(),
  /** What managed runs and sessions start: the operator's command, or the sample agent, which does no work. */
  run_agent: z.enum(["command", "sample"]),
  session_agent: z.enum(["command", "sample"]),
  /** A parked run is given up after so long. */
  parking_max_hours: z.int(),
});
export type Meta = z.infer<typeof Meta>;

export const Me = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(["viewer", "member", "operator"]),
  plan: z.string(),
});
export type Me = z.infer<typeof Me>;

export const metaApi = {
  meta: {
    method: "GET",
    path: "/meta",
    summary: "Version, environment, engines and server time",
    answers: { 200: Meta },
  },
  me: { method: "GET", path: "/me", summary: "Who is asking", answers: { 200: Me } },
  removeSample: {
    method: "DELETE",
    path: "/sample",
    summary: "Remove the sample workspace: its projects and their runs, which are ended first",
    role: "operator",
    answers: { 200: z.object({ removed_projects: z.int(), removed_runs: z.int() }) },
  },
} as const satisfies Area;
