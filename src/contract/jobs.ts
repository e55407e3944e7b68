import * as z from "zod/mini";
import type { Area } from "./endpoint.ts";
import { Instant } from "./instant.ts";

/** A bulk refresh. Each account's result is kept as it lands; jobs end with the server's process. */
export const Job = z.object({
  id: z.uuid(),
  kind: z.literal("refresh"),
  status: z.enum(["running", "done", "cancelled"]),
  total: z.int(),
  /** Accounts whose value is fresh now. */
  done: z.int(),
  /** Of these, the ones that were fresh before and were not asked again. */
  fresh: z.int(),
  failed: z.int(),
  failures: z.array(
    z.object({
      account_id: z.uuid(),
      nickname: z.string(),
      code: z.string(),
      message: z.string(),
    }),
  ),
  started_at: Instant,
  finished_at: z.nullable(Instant),
});
export type Job = z.infer<typeof Job>;

const params = z.strictObject({ id: z.uuid() });

export const jobsApi = {
  get: {
    method: "GET",
    path: "/jobs/:id",
    summary: "How far a job is",
    params,
    answers: { 200: Job },
    faults: ["not_found"],
  },
  cancel: {
    method: "POST",
    path: "/jobs/:id/cancel",
    summary: "Ask no further accounts; what has landed stays",
    role: "member",
    params,
    answers: { 200: Job },
    faults: ["not_found"],
  },
  retry: {
    method: "POST",
    path: "/jobs/:id/retry",
    summary: "Ask the accounts that failed once more, as a job of their own",
    role: "member",
    params,
    answers: { 202: Job },
    faults: ["not_found", "conflict"],
  },
} as const satisfies Area;
