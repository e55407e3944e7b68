import { hundredths, isoMillis } from "./figures.ts";
import type { Usage } from "./usage.ts";
import type { VendorShape } from "./vendorShape.ts";

const PLAN_CENTS = 2000;
/** How the newer endpoint says that there is no limit. */
const NO_LIMIT = 2_147_483_647;

/** Percent used of the billing month, and cents that do not agree with it: the percent is right. */
export const cursor: VendorShape = {
  routes: [
    {
      method: "GET",
      path: "/api/usage-summary",
      body: summaryOf,
      empty: { membershipType: "pro", individualUsage: {}, teamUsage: {} },
    },
    { method: "GET", path: "/api/usage", body: legacyOf, empty: {} },
    {
      method: "POST",
      path: "/aiserver.v1.DashboardService/GetCurrentPeriodUsage",
      body: currentPeriodOf,
      empty: {},
    },
  ],
  unauthorized: { status: 401, body: { error: "not_authenticated" } },
  throttled: () => ({ status: 429, body: { error: "too_many_requests" } }),
};

/** Spending that the percent does not count lets the cents run ahead. */
const centsOf = (used_pct: number) =>
  Math.min(PLAN_CENTS, Math.round((PLAN_CENTS * used_pct * 2) / 100));

const capOf = (balance: number | null) => (balance === null ? null : Math.round(balance * 100));

function summaryOf({ monthly, balance, plan, overage }: Usage) {
  const used = monthly && centsOf(monthly.used_pct);
  const cap = overage ? capOf(balance) : null;
  return {
    ...(monthly && {
      billingCycleStart: isoMillis(monthly.starts_at),
      billingCycleEnd: isoMillis(monthly.resets_at),
    }),
    membershipType: plan ?? "pro",
    limitType: "user",
    isUnlimited: false,
    individualUsage: {
      ...(monthly &&
        used !== null && {
          plan: {
            enabled: true,
            used,
            limit: PLAN_CENTS,
            remaining: PLAN_CENTS - used,
            autoPercentUsed: hundredths(monthly.used_pct / 2),
            apiPercentUsed: hundredths(monthly.used_pct),
            totalPercentUsed: hundredths(monthly.used_pct),
          },
        }),
      onDemand: { enabled: overage, used: 0, limit: cap, remaining: cap },
    },
    teamUsage: {},
  };
}

/** Plans that count requests are gone: no maximum. */
function legacyOf({ monthly, now }: Usage) {
  return {
    "gpt-4": { numRequests: 0, numRequestsTotal: 0, numTokens: 0, maxRequestUsage: null },
    startOfMonth: isoMillis(monthly?.starts_at ?? now),
  };
}

/** Large numbers as strings, instants as strings of milliseconds, zeros left out. */
function currentPeriodOf({ monthly, balance, overage }: Usage) {
  if (!monthly) return {};
  const used = centsOf(monthly.used_pct);
  const cents = (name: string, value: number) => (value === 0 ? {} : { [name]: String(value) });
  const percent = (name: string, value: number) =>
    value === 0 ? {} : { [name]: hundredths(value) };
  return {
    billingCycleStart: String(monthly.starts_at),
    billingCycleEnd: String(monthly.resets_at),
    planUsage: {
      ...cents("totalSpend", used),
      ...cents("includedSpend", used),
      ...cents("remaining", PLAN_CENTS - used),
      ...cents("limit", PLAN_CENTS),
      ...percent("autoPercentUsed", monthly.used_pct / 2),
      ...percent("apiPercentUsed", monthly.used_pct),
      ...percent("totalPercentUsed", monthly.used_pct),
    },
    ...(overage && {
      spendLimitUsage: {
        individualLimit: String(capOf(balance) ?? NO_LIMIT),
        limitType: "user",
      },
    }),
  };
}
