import * as z from "zod/mini";
import { Advice } from "./advice.ts";
import type { Area } from "./endpoint.ts";
import { Instant } from "./instant.ts";
import { ProjectId } from "./projectId.ts";
import { Refusal } from "./refusal.ts";
import { Execution } from "./runs.ts";
import { text } from "./text.ts";

/** The answer to "may I start work now?". */
export const Decision = z.object({
  allowed: z.boolean(),
  /** The headline: the first reason that binds, in the order of the refusal table. */
  refusal: z.nullable(Refusal),
  reasons: z.array(Refusal),
  advice: z.array(Advice),
  /** The latest moment any reason waits for; null when allowed, or when one needs an act instead. */
  retry_at: z.nullable(Instant),
});
export type Decision = z.infer<typeof Decision>;

/** The kinds of work that can be asked about; a message is one to a session that runs. */
export const WorkKind = z.enum(["session", "run", "message"]);
export type WorkKind = z.infer<typeof WorkKind>;

const name = text(100);

export const decisionApi = {
  decide: {
    method: "POST",
    path: "/decision",
    summary: "May this work start now? A dry run: reserves nothing",
    body: z
      .strictObject({
        kind: WorkKind,
        project_id: z.optional(ProjectId),
        /** Runs only: external ones use no compute. */
        execution: z._default(Execution, "managed"),
        provider: z.optional(name),
        model: z.optional(name),
        /** Messages only: which session they go to. Its owner's limits and its own agent count. */
        session_id: z.optional(z.uuid()),
      })
      .check(
        z.refine(({ kind, session_id }) => session_id === undefined || kind === "message", {
          path: ["session_id"],
          error: "is for messages only",
        }),
      ),
    answers: { 200: Decision },
    faults: ["not_found"],
  },
} as const satisfies Area;
