import * as z from "zod/mini";
import { Instant } from "./instant.ts";

/** What is worth knowing before starting. Advice is never a refusal: nothing may block on it. */
export const Advice = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("concurrency_full"),
    project_id: z.string(),
    active: z.int(),
    max: z.int(),
    queued: z.int(),
  }),
  z.object({
    kind: z.literal("pr_lock_held"),
    project_id: z.string(),
    held_since: z.nullable(Instant),
    queue_depth: z.int(),
  }),
  z.object({
    kind: z.literal("approaching"),
    limit_id: z.string(),
    label: z.string(),
    used_pct: z.number(),
  }),
  z.object({
    kind: z.literal("snapshot_stale"),
    account_id: z.string(),
    observed_at: Instant,
  }),
  z.object({ kind: z.literal("gate_open_unknown"), label: z.string() }),
]);
export type Advice = z.infer<typeof Advice>;
