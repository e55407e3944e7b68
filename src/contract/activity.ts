import * as z from "zod/mini";
import type { Area } from "./endpoint.ts";
import { Instant } from "./instant.ts";
import { paging } from "./paging.ts";

/** Something that happened, in one line: what was skipped, refused, added or removed, and why. */
export const ActivityEntry = z.object({
  id: z.uuid(),
  at: Instant,
  kind: z.enum([
    "account_skipped",
    "work_refused",
    "account_added",
    "account_removed",
    "threshold_overridden",
  ]),
  text: z.string(),
  /** Whom it concerns; null is everyone. */
  user_id: z.nullable(z.string()),
  account_id: z.nullable(z.string()),
});
export type ActivityEntry = z.infer<typeof ActivityEntry>;

export const activityApi = {
  list: {
    method: "GET",
    path: "/activity",
    summary: "What happened, newest first",
    query: z.strictObject(paging),
    answers: {
      200: z.object({ entries: z.array(ActivityEntry), next_cursor: z.nullable(z.string()) }),
    },
  },
} as const satisfies Area;
