import * as z from "zod/mini";
import { Instant } from "./instant.ts";
import { Limit, Scope } from "./limit.ts";

/** The providers that Leeway can read. */
export const ProviderId = z.enum([
  "claude",
  "codex",
  "kiro",
  "copilot",
  "gemini",
  "antigravity",
  "cursor",
  "zai",
  "minimax",
  "kimi",
  "openrouter",
  "grok",
  "opencode-go",
  "moonshot",
  "deepseek",
]);
export type ProviderId = z.infer<typeof ProviderId>;

/**
 * How a poll went; none of these is a verdict on the quota. `partial`: answered without a readable
 * limit. `rate_limited`: the usage endpoint asks for patience. `unsupported`: this credential has no
 * usage to read. `blocked`: something before the vendor (a proxy, a bot check) answered instead.
 */
export const PollStatus = z.enum([
  "ok",
  "partial",
  "rate_limited",
  "auth_required",
  "unsupported",
  "blocked",
  "error",
]);
export type PollStatus = z.infer<typeof PollStatus>;

export const Plan = z.object({ id: z.string(), label: z.string() });
export type Plan = z.infer<typeof Plan>;

/**
 * What is known of a provider account. A failed poll changes `status`, `error`, `fetched_at` and
 * `retry_after` only: the numbers stay, with their own `observed_at`.
 */
export const Snapshot = z.object({
  account_id: z.string(),
  provider: ProviderId,
  plan: z.nullable(Plan),
  /** Of the latest poll; null before the first. */
  status: z.nullable(PollStatus),
  /** The vendor's own word on whether work may go on; it wins over numbers. */
  vendor_verdict: z.nullable(z.enum(["allowed", "blocked"])),
  /** `partial`: this source cannot see every gate. It may prove `depleted`, never `available`. */
  coverage: z.enum(["full", "partial"]),
  /** What work asks for that names no model: "account", or the best of "model:*" or "pool:*". */
  default_scopes: z.array(Scope),
  limits: z.array(Limit),
  /** What moment the numbers describe; null while there are none. */
  observed_at: z.nullable(Instant),
  /** When the vendor was last asked; null before the first time. */
  fetched_at: z.nullable(Instant),
  /** Until when no other fetch is worth trying; null if one may come at any time. */
  retry_after: z.nullable(Instant),
  /** What was wrong with the latest poll. Never contains a credential. */
  error: z.nullable(z.object({ code: z.string(), message: z.string() })),
});
export type Snapshot = z.infer<typeof Snapshot>;
