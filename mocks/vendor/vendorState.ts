/**
 * What an account has used, in nobody's words: each provider shows of it what it has. What is not
 * set, the account does not have. Shares are of what is used, 0-100 and beyond on overage. Resets
 * are instants, or seconds from when they are set; without one a window began when it was set, and
 * has not begun if nothing of it is used.
 */
export interface VendorState {
  /** The vendor's shortest window: five hours, or a day of Gemini's. */
  session_pct?: number;
  weekly_pct?: number;
  /** The billing or calendar month; z.ai's tool calls; the cap of OpenRouter's key. */
  monthly_pct?: number;
  /** By the vendor's name of the model, feature or pool ("3p" with Antigravity). */
  model_weekly?: Record<string, number>;
  /** Money left, in USD: the account's, or on top of a plan. */
  balance?: number;
  /** As the vendor spells it. */
  plan?: string;
  /** Whether work may go on beyond the plan, at a price. */
  overage?: boolean;
  session_resets_at?: string | number;
  weekly_resets_at?: string | number;
  monthly_resets_at?: string | number;
  /** How long every answer takes. */
  slow_ms?: number;
}

/** What goes wrong with a token's requests, until it is taken back. */
export type VendorFault =
  /** Seconds, or whatever text the header is to hold. */
  | { kind: "429"; retry_after?: number | string }
  | { kind: "401" }
  /** A bot check before the vendor. */
  | { kind: "html_403" }
  /** Never answers; ends when the request is aborted. */
  | { kind: "timeout" }
  /** Half of the JSON. */
  | { kind: "truncated" }
  | { kind: "500" }
  /** 200 in the vendor's shape, without one readable limit. */
  | { kind: "no_limits" }
  /** Resets of begun windows jitter within a minute; those of windows not begun slide as always. */
  | { kind: "moving_resets" }
  /** All used up in the first answer after a reset, then the truth. */
  | { kind: "bogus_100" }
  /** One unknown member more in each row. */
  | { kind: "drift" };
