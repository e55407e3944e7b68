import * as z from "zod/mini";
import { Instant } from "./instant.ts";

const amount = z.nullable(z.number());

/** What a limit is of, or what somebody asks about: the whole account, or a part of it. */
export const Scope = z.union([
  z.enum(["account", "workspace"]),
  z.templateLiteral(["model:", z.string()]),
  z.templateLiteral(["feature:", z.string()]),
  z.templateLiteral(["pool:", z.string()]),
]);
export type Scope = z.infer<typeof Scope>;

/**
 * Any ceiling: runs per hour, slots, seconds per month, a weekly window, a credit pool, a balance.
 *
 * `null` in `used`, `max`, `remaining` or `used_pct` means unknown and is never read as zero.
 * `used_pct` is 0 to 100 as reported; what a source reports outside is kept and only clamped in a bar.
 */
export const Limit = z
  .object({
    /** Stable within its owner: "runs", "compute", "session", "weekly:model:fable", "balance:USD". */
    id: z.string(),
    label: z.string(),
    kind: z.enum(["window", "pool", "slots", "balance", "spend", "counter", "grant"]),
    scope: Scope,
    unit: z.enum([
      "runs",
      "slots",
      "seconds",
      "percent",
      "requests",
      "credits",
      "tokens",
      "points",
      "resets",
      "provider_units",
      "currency",
    ]),
    /** ISO 4217, only with `unit: "currency"`, absent if unknown; amounts are in major units, as reported. */
    currency: z.optional(z.string().check(z.regex(/^[A-Z]{3}$/))),
    used: amount,
    max: amount,
    remaining: amount,
    used_pct: amount,
    cap: z.enum(["limited", "unlimited", "no_cap", "unknown"]),
    window_kind: z.enum(["sliding", "rolling", "fixed", "calendar", "billing", "none"]),
    window_seconds: z.nullable(z.number()),
    resets_at: z.nullable(Instant),
    reset_trust: z.enum(["authoritative", "upper_bound", "inferred", "none"]),
    /** For pools that vanish instead of refilling. */
    expires_at: z.nullable(Instant),
    /** True if exhaustion blocks; false is information only. */
    gates: z.boolean(),
    /** Spend and overage switches; null where there is none. */
    enabled: z.nullable(z.boolean()),
    /** null is unknown. */
    depleted: z.nullable(z.boolean()),
    observed_at: Instant,
  })
  .check(
    z.refine((limit) => (limit.resets_at === null) === (limit.reset_trust === "none"), {
      path: ["reset_trust"],
      error: "reset_trust is none exactly when resets_at is null",
    }),
    z.refine((limit) => limit.cap !== "unlimited" || limit.depleted !== true, {
      path: ["depleted"],
      error: "an unlimited limit never depletes",
    }),
    z.refine((limit) => limit.unit === "currency" || limit.currency === undefined, {
      path: ["currency"],
      error: "currency belongs to the unit currency",
    }),
  );
export type Limit = z.infer<typeof Limit>;
