import * as z from "zod/mini";
import type { Area } from "./endpoint.ts";
import { ProjectId } from "./projectId.ts";
import { OnRefusal, Run } from "./runs.ts";
import { text } from "./text.ts";

/** An error that was counted, and for which no run was started anew. */
export const CountedError = z.object({
  /** There is a run for the same fingerprint: it waits or works, or began a moment ago. */
  deduplicated: z.boolean(),
  /** The project has had as many runs for errors as the policy allows at a time. */
  suppressed: z.boolean(),
  /** The run that there is; null if it is suppressed, or the run is only just being let in. */
  run_id: z.nullable(z.string()),
  /** How often this fingerprint was captured so far. */
  count: z.int(),
});
export type CountedError = z.infer<typeof CountedError>;

const name = text(100);

export const errorsApi = {
  capture: {
    method: "POST",
    role: "member",
    path: "/errors",
    summary:
      "Ask for a run that fixes a captured error; one at a time for a fingerprint, and some at a time for a project. Refused ones are kept as skipped runs",
    body: z.strictObject({
      project_id: ProjectId,
      /** What makes two errors the same one. */
      fingerprint: text(200),
      title: text(500),
      /** What is known of it: a stack trace. */
      message: z.optional(text(15_000)),
      provider: z.optional(name),
      model: z.optional(name),
      on_refusal: z._default(OnRefusal, "refuse"),
      allow_overage: z._default(z.boolean(), false),
    }),
    idempotent: true,
    refusable: true,
    answers: { 200: CountedError, 201: Run, 202: Run },
    faults: ["not_found", "launch_failed"],
  },
} as const satisfies Area;
