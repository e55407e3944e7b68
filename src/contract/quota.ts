import * as z from "zod/mini";
import type { Area } from "./endpoint.ts";
import { Instant } from "./instant.ts";

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

export const quotaApi = {
  runs: {
    method: "GET",
    path: "/quota/runs",
    summary: "Runs started in the caller's sliding window",
    answers: { 200: RunQuota },
  },
} as const satisfies Area;
