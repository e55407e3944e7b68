import * as z from "zod/mini";
import { Instant } from "./instant.ts";

const url = z.nullable(z.url());
const pct = z.number();

const compute = z.object({
  reason: z.literal("compute_quota_exceeded"),
  used_seconds: z.number(),
  quota_seconds: z.number(),
  resets_at: Instant,
  upgrade_url: url,
});

const sessionLimit = z.object({
  reason: z.literal("session_limit_reached"),
  running: z.int(),
  max: z.int(),
  sessions: z.array(z.object({ id: z.string(), name: z.string(), started_at: Instant })),
});

const threshold = {
  utilization_pct: pct,
  threshold_pct: pct,
  resets_at: z.nullable(Instant),
};
const sessionThreshold = z.object({ reason: z.literal("session_threshold"), ...threshold });
const weekThreshold = z.object({
  reason: z.literal("week_threshold"),
  ...threshold,
  /** What the window is called, where it is one model's: "Weekly Opus". */
  window: z.optional(z.string()),
});
/** Of a person's own caps (seed 001). */
export const ThresholdRefusal = z.discriminatedUnion("reason", [sessionThreshold, weekThreshold]);
export type ThresholdRefusal = z.infer<typeof ThresholdRefusal>;

const runQuota = z.object({
  reason: z.literal("run_quota_exhausted"),
  used: z.int(),
  max: z.int(),
  window_seconds: z.int(),
  /** When enough of the oldest runs have left the window; null when no run is ever allowed. */
  next_slot_at: z.nullable(Instant),
});

const accounts = z.object({
  reason: z.literal("accounts_depleted"),
  provider: z.string(),
  skipped: z.array(
    z.object({
      account_id: z.string(),
      name: z.string(),
      why: z.string(),
      resets_at: z.nullable(Instant),
    }),
  ),
  /** The earliest of the accounts' resets; null if none is known. */
  resets_at: z.nullable(Instant),
  /** When Leeway will have looked again. */
  next_look_at: Instant,
});

const planQuota = z.object({
  reason: z.literal("quota_exhausted"),
  feature: z.string(),
  quota_resets_at: z.nullable(Instant),
  purchase_url: url,
});

const credits = z.object({
  reason: z.literal("insufficient_credits"),
  feature: z.string(),
  purchase_url: url,
});

const unavailable = z.object({
  reason: z.literal("limits_unavailable"),
  /** The engine that could not be asked. */
  engine: z.enum(["records", "counters"]),
  retry_after_seconds: z.int(),
});

/** Why work may not start. Status, sentence and remedies of each reason: `domain/refusals`. */
export const Refusal = z.discriminatedUnion("reason", [
  compute,
  sessionLimit,
  sessionThreshold,
  weekThreshold,
  runQuota,
  accounts,
  planQuota,
  credits,
  unavailable,
]);
export type Refusal = z.infer<typeof Refusal>;
export type Reason = Refusal["reason"];
export type RefusalOf<R extends Reason> = Extract<Refusal, { reason: R }>;

/** The `error` member that each reason travels under; two thresholds share the seed's one name. */
export const errorOfReason = {
  compute_quota_exceeded: "QUOTA_EXCEEDED",
  session_limit_reached: "SESSION_LIMIT_REACHED",
  session_threshold: "quota_threshold_reached",
  week_threshold: "quota_threshold_reached",
  run_quota_exhausted: "run_quota_exhausted",
  accounts_depleted: "accounts_depleted",
  quota_exhausted: "quota_exhausted",
  insufficient_credits: "insufficient_credits",
  limits_unavailable: "limits_unavailable",
} as const satisfies Record<Reason, string>;
