import { hundredths, isoSeconds } from "./figures.ts";
import type { Usage } from "./usage.ts";
import type { VendorShape } from "./vendorShape.ts";

/** Without a balance, ten dollars may be spent on demand. */
const ON_DEMAND_CENTS = 1000;

/** Percent used of a week or a month; money in cents. */
export const grok: VendorShape = {
  routes: [{ method: "GET", path: "/v1/billing", body: billingOf, empty: { config: {} } }],
  unauthorized: { status: 401, body: { code: "unauthenticated", error: "Unknown token" } },
  throttled: () => ({
    status: 429,
    body: { code: "resource_exhausted", error: "Too many requests" },
  }),
};

function billingOf({ weekly, monthly, balance, overage }: Usage) {
  const period = weekly ?? monthly;
  const end = period && isoSeconds(period.resets_at);
  return {
    config: {
      ...(period && {
        creditUsagePercent: hundredths(period.used_pct),
        currentPeriod: {
          type: `USAGE_PERIOD_TYPE_${weekly ? "WEEKLY" : "MONTHLY"}`,
          start: isoSeconds(period.starts_at),
          end,
        },
        billingPeriodEnd: end,
      }),
      ...(overage && {
        onDemandCap: { val: balance === null ? ON_DEMAND_CENTS : Math.round(balance * 100) },
        onDemandUsed: { val: 0 },
      }),
    },
  };
}
