import { hundredths, unixSeconds } from "./figures.ts";
import type { Usage } from "./usage.ts";
import type { VendorRoute, VendorShape } from "./vendorShape.ts";

const LIMIT = 1000;
const OVERAGE_CAP = 10_000;
const OVERAGE_RATE = 0.04;
const NAMESPACE = "com.amazon.aws.codewhisperer#";

const answer: Pick<VendorRoute, "body" | "empty"> = {
  body: usageOf,
  empty: { limits: [], usageBreakdownList: [] },
};

/** Credits used, overage included. Errors are told by type. */
export const kiro: VendorShape = {
  routes: [
    { method: "POST", path: "/", ...answer },
    { method: "GET", path: "/getUsageLimits", ...answer },
    { method: "GET", path: "/Get-Usage-Limits", ...answer },
  ],
  unauthorized: {
    status: 401,
    body: { __type: `${NAMESPACE}UnrecognizedClientException`, message: "Unknown bearer token." },
  },
  throttled: () => ({
    status: 400,
    body: { __type: `${NAMESPACE}ThrottlingException`, message: "Too many calls.", reason: null },
  }),
};

function usageOf({ monthly, plan, overage }: Usage) {
  const title = plan ?? "KIRO PRO";
  const nextDateReset = monthly && unixSeconds(monthly.resets_at);
  return {
    daysUntilReset: 0,
    limits: [],
    nextDateReset,
    overageConfiguration: { overageStatus: overage ? "ENABLED" : "DISABLED" },
    subscriptionInfo: {
      overageCapability: "OVERAGE_CAPABLE",
      subscriptionTitle: title,
      type: `Q_DEVELOPER_STANDALONE_${title.replace(/^KIRO /, "")}`,
    },
    usageBreakdownList: monthly ? [rowOf(monthly.used_pct, nextDateReset, overage)] : [],
  };
}

function rowOf(used_pct: number, nextDateReset: number | null, overage: boolean) {
  const asked = hundredths((LIMIT * used_pct) / 100);
  const used = overage ? asked : Math.min(LIMIT, asked);
  const over = hundredths(Math.max(0, used - LIMIT));
  return {
    bonuses: [],
    currency: "USD",
    currentOverages: Math.floor(over),
    currentOveragesWithPrecision: over,
    currentUsage: Math.floor(used),
    currentUsageWithPrecision: used,
    displayName: "Credit",
    nextDateReset,
    overageCap: overage ? OVERAGE_CAP : 0,
    overageCharges: hundredths(over * OVERAGE_RATE),
    overageRate: OVERAGE_RATE,
    resourceType: "CREDIT",
    unit: "INVOCATIONS",
    usageLimit: LIMIT,
    usageLimitWithPrecision: LIMIT,
  };
}
