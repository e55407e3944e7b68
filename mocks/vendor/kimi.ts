import { isoNanos } from "./figures.ts";
import type { Meter, Usage } from "./usage.ts";
import type { VendorShape } from "./vendorShape.ts";

const LONG = 2000;
const SHORT = 200;

/** Counts as strings, zeros left out. */
export const kimi: VendorShape = {
  routes: [
    { method: "GET", path: "/coding/v1/usages", body: usagesOf, empty: { limits: [] } },
    {
      method: "POST",
      path: "/apiv2/kimi.gateway.billing.v1.BillingService/GetSubscriptionStats",
      body: statsOf,
      empty: {},
    },
  ],
  unauthorized: {
    status: 401,
    body: { error: { message: "Unknown key", type: "invalid_authentication_error" } },
  },
  throttled: () => ({
    status: 429,
    body: { error: { message: "Too many calls", type: "rate_limit_reached_error" } },
  }),
};

function usagesOf({ session, weekly, monthly, plan }: Usage) {
  // Some plans have a month in the week's place.
  const long = weekly ?? monthly;
  return {
    user: {
      userId: "sample",
      region: "REGION_OVERSEA",
      membership: { level: `LEVEL_${(plan ?? "intermediate").toUpperCase()}` },
    },
    ...(long && { usage: detailOf(LONG, long) }),
    limits: session
      ? [
          {
            window: { duration: 300, timeUnit: "TIME_UNIT_MINUTE" },
            detail: detailOf(SHORT, session),
          },
        ]
      : [],
  };
}

function detailOf(limit: number, { used_pct, resets_at }: Meter) {
  const used = Math.min(limit, Math.ceil((limit * used_pct) / 100));
  return {
    limit: String(limit),
    ...(used > 0 && { used: String(used) }),
    ...(used < limit && { remaining: String(limit - used) }),
    resetTime: isoNanos(resets_at),
  };
}

/** Here it is the fraction that is used. */
function statsOf({ session, weekly }: Usage) {
  const ratio = ({ used_pct, resets_at }: Meter) => ({
    ratio: Math.min(1, used_pct / 100),
    enabled: true,
    resetTime: isoNanos(resets_at),
  });
  return {
    ...(session && { ratelimitCode5h: ratio(session) }),
    ...(weekly && { ratelimitCode7d: ratio(weekly) }),
  };
}
