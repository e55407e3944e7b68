import { hundredths, isoMillis, unixSeconds } from "./figures.ts";
import type { Usage } from "./usage.ts";
import type { VendorShape } from "./vendorShape.ts";

const PREMIUM = 300;
const FREE = { chat: 500, completions: 4000 };
const plan = { copilot_plan: "individual" };

/** Percent and counts that remain, below zero on overage. Free accounts have another shape. */
export const copilot: VendorShape = {
  routes: [
    {
      method: "GET",
      path: "/copilot_internal/user",
      body: (usage) => (usage.plan === "free" ? freeOf(usage) : paidOf(usage)),
      empty: { ...plan, quota_snapshots: {} },
    },
  ],
  unauthorized: { status: 401, body: { message: "Unknown credentials", status: "401" } },
  throttled: (until) => ({
    status: 403,
    headers: {
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": String(unixSeconds(until)),
    },
    body: { message: "The rate limit is exceeded" },
  }),
};

function paidOf({ monthly, overage, plan }: Usage) {
  const left = monthly && hundredths((PREMIUM * (100 - monthly.used_pct)) / 100);
  return {
    copilot_plan: plan ?? "individual",
    access_type_sku: "monthly_subscriber_quota",
    token_based_billing: false,
    can_upgrade_plan: true,
    ...(monthly && {
      quota_reset_date: isoMillis(monthly.resets_at).slice(0, 10),
      quota_reset_date_utc: isoMillis(monthly.resets_at),
    }),
    quota_snapshots: {
      chat: unlimited("chat"),
      completions: unlimited("completions"),
      ...(monthly &&
        left !== null && {
          premium_interactions: {
            entitlement: PREMIUM,
            remaining: Math.floor(left),
            quota_remaining: left,
            percent_remaining: hundredths(100 - monthly.used_pct),
            unlimited: false,
            overage_permitted: overage,
            overage_count: overage ? Math.max(0, -left) : 0,
            quota_id: "premium_interactions",
            quota_reset_at: 0,
          },
        }),
    },
  };
}

const unlimited = (quota_id: string) => ({
  entitlement: 0,
  remaining: 0,
  percent_remaining: 100,
  unlimited: true,
  overage_permitted: false,
  overage_count: 0,
  quota_id,
});

function freeOf({ monthly }: Usage) {
  const left = monthly ? Math.max(0, Math.round((FREE.chat * (100 - monthly.used_pct)) / 100)) : 0;
  return {
    ...plan,
    access_type_sku: "free_limited_copilot",
    can_upgrade_plan: true,
    ...(monthly && {
      monthly_quotas: FREE,
      limited_user_quotas: { ...FREE, chat: left },
      limited_user_reset_date: isoMillis(monthly.resets_at).slice(0, 10),
    }),
  };
}
