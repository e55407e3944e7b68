import { unixSeconds, wholePct } from "./figures.ts";
import type { Meter, Usage } from "./usage.ts";
import type { VendorShape } from "./vendorShape.ts";

const empty = {
  rate_limit: { primary_window: null, secondary_window: null },
  additional_rate_limits: null,
};
const resets = () => ({ credits: [], available_count: 0 });

/** Percent used. A window's length tells what it is, not its place: the first is the primary one. */
export const codex: VendorShape = {
  routes: [
    { method: "GET", path: "/backend-api/wham/usage", body: usageOf, empty },
    { method: "GET", path: "/backend-api/codex/usage", body: usageOf, empty },
    {
      method: "GET",
      path: "/backend-api/wham/rate-limit-reset-credits",
      body: resets,
      empty: {},
    },
  ],
  unauthorized: { status: 401, body: { detail: "The token has expired." } },
  throttled: () => ({ status: 429, body: { detail: "Too many requests." } }),
};

function usageOf({ now, session, weekly, monthly, models, balance, plan, overage }: Usage) {
  const windows = [session, weekly, monthly].filter((meter) => meter !== null);
  const rate_limit = rateLimitOf(windows, now);
  return {
    plan_type: plan ?? "plus",
    rate_limit,
    code_review_rate_limit: null,
    additional_rate_limits:
      models.length === 0
        ? null
        : models.map((model) => ({
            limit_name: model.name,
            metered_feature: `codex_${model.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_")}`,
            rate_limit: rateLimitOf([model], now),
          })),
    credits: {
      has_credits: overage || (balance ?? 0) > 0,
      unlimited: false,
      balance: balance === null ? null : String(balance),
    },
    spend_control: { reached: false, individual_limit: null },
    ...(rate_limit.limit_reached && { rate_limit_reached_type: { type: "rate_limit_reached" } }),
  };
}

function rateLimitOf(windows: readonly Meter[], now: number) {
  const limit_reached = windows.some(({ used_pct }) => used_pct >= 100);
  const [primary, secondary] = windows.map((meter) => ({
    used_percent: wholePct(meter),
    limit_window_seconds: meter.seconds ?? unixSeconds(meter.resets_at - meter.starts_at),
    reset_after_seconds: Math.max(0, unixSeconds(meter.resets_at - now)),
    reset_at: unixSeconds(meter.resets_at),
  }));
  return {
    allowed: !limit_reached,
    limit_reached,
    primary_window: primary ?? null,
    secondary_window: secondary ?? null,
  };
}
