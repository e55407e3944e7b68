import * as z from "zod/mini";
import type { Area } from "./endpoint.ts";
import { Instant } from "./instant.ts";
import { ThresholdRefusal } from "./refusal.ts";
import { Snapshot } from "./snapshot.ts";
import { text } from "./text.ts";

const error = "must be a whole number from 1 to 100, or null for off";
const Cap = z.nullable(z.int({ error }).check(z.gte(1, { error }), z.lte(100, { error })));

/** A person's own caps on Claude's windows (seed 001), percent used from 1 to 100; null is off. */
const caps = {
  /** The 5-hour window. */
  session_pct: Cap,
  /** The weekly windows, those of models included. */
  week_pct: Cap,
};
export const Thresholds = z.object(caps);
export type Thresholds = z.infer<typeof Thresholds>;

export const AccountUsage = z.object({
  /** Of the account that was named, else of the first Claude account; null if there is none. */
  usage: z.nullable(Snapshot),
  /** What moment `usage` describes. */
  updated_at: z.nullable(Instant),
  thresholds: Thresholds,
  /** Whether the caps hold new work now: over all the person's Claude accounts, as the door asks. */
  paused: z.boolean(),
  /** All that holds it, the headline first: the later resets are waited for as well. */
  reasons: z.array(ThresholdRefusal),
  /** The headline's members; null while nothing is paused. */
  reason: z.nullable(z.enum(["session_threshold", "week_threshold"])),
  utilization_pct: z.nullable(z.number()),
  threshold_pct: z.nullable(z.number()),
  resets_at: z.nullable(Instant),
  /** One start may pass in spite of it; null if none may. */
  override: z.nullable(z.object({ reason: z.nullable(z.string()), expires_at: Instant })),
  /** Seconds between two looks at an account: evidence without a trusted reset counts for two. */
  poll_seconds: z.int(),
  /** With `include=accounts`: all Claude accounts that the person's work may use. */
  accounts: z.optional(z.array(Snapshot)),
});
export type AccountUsage = z.infer<typeof AccountUsage>;

export const thresholdsApi = {
  read: {
    method: "GET",
    path: "/account/claude-thresholds",
    summary: "The caller's own caps on Claude's windows; null is off",
    answers: { 200: Thresholds },
  },
  write: {
    method: "PUT",
    role: "member",
    path: "/account/claude-thresholds",
    summary: "Set both caps: new work waits from there on, running work goes on",
    body: z.strictObject(caps),
    answers: { 200: Thresholds },
  },
  usage: {
    method: "GET",
    path: "/account/usage",
    summary: "Claude's usage, and whether the caller's caps hold new work now",
    query: z.strictObject({
      account_id: z.optional(z.uuid()),
      include: z.optional(z.literal("accounts")),
    }),
    answers: { 200: AccountUsage },
    faults: ["not_found"],
  },
  override: {
    method: "POST",
    role: "member",
    path: "/account/override",
    summary: "Continue once: the next start by hand may pass the caps; written to the activity log",
    body: z.strictObject({ reason: z.optional(text(300)) }),
    answers: { 201: z.object({ id: z.uuid(), expires_at: Instant }) },
    faults: ["conflict"],
  },
} as const satisfies Area;
