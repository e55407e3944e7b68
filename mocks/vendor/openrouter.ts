import { hundredths } from "./figures.ts";
import type { Usage } from "./usage.ts";
import type { Refusal, VendorShape } from "./vendorShape.ts";

const CAP = 500;
const SPENT = 25.75;

const errorOf = (code: number, message: string): Refusal => ({
  status: code,
  body: { error: { code, message } },
});

/** Money: the account's, which only a management key may see, and what is left below the key's cap. */
export const openrouter: VendorShape = {
  routes: [
    {
      method: "GET",
      path: "/api/v1/credits",
      refuses: ({ balance }) =>
        balance === null ? errorOf(403, "Only a management key may ask this") : null,
      body: ({ balance }) => ({
        data: { total_credits: hundredths((balance ?? 0) + SPENT), total_usage: SPENT },
      }),
      empty: { data: {} },
    },
    { method: "GET", path: "/api/v1/key", body: keyOf, empty: { data: {} } },
  ],
  unauthorized: errorOf(401, "Unknown key"),
  throttled: () => errorOf(429, "Too many requests"),
};

function keyOf({ monthly, balance }: Usage) {
  const used = monthly ? hundredths((CAP * monthly.used_pct) / 100) : 0;
  return {
    data: {
      label: "sk-or-v1-sam...ple",
      limit: monthly ? CAP : null,
      limit_remaining: monthly ? hundredths(CAP - used) : null,
      limit_reset: monthly ? "monthly" : null,
      // Of the key's whole life.
      usage: hundredths(used + SPENT),
      usage_daily: 0,
      usage_weekly: 0,
      usage_monthly: used,
      byok_usage: 0,
      include_byok_in_limit: false,
      is_free_tier: false,
      is_management_key: balance !== null,
      expires_at: null,
    },
  };
}
