import { wholePct } from "./figures.ts";
import type { Meter, Usage } from "./usage.ts";
import type { VendorShape } from "./vendorShape.ts";

const TOOL_CALLS = 1000;
/** How the vendor counts: three is hours, five a month of tool calls, six weeks. */
const HOURS = { unit: 3, number: 5 };
const WEEK = { unit: 6, number: 1 };
const MONTH = { unit: 5, number: 1 };

const success = { code: 200, msg: "success", success: true };

/** Percent used; `usage` is the limit and `currentValue` what is used of it. Errors come as 200. */
export const zai: VendorShape = {
  routes: [
    {
      method: "GET",
      path: "/api/monitor/usage/quota/limit",
      body: (usage) => ({ ...success, data: quotaOf(usage) }),
      empty: { ...success, data: {} },
    },
  ],
  unauthorized: {
    status: 200,
    body: { code: 1001, msg: "Unknown key", success: false },
  },
  throttled: () => ({ status: 429, body: { code: 429, msg: "Too many calls", success: false } }),
};

function quotaOf({ session, weekly, monthly, plan }: Usage) {
  const tokens = (meter: Meter, length: object) => ({
    type: "TOKENS_LIMIT",
    ...length,
    percentage: wholePct(meter),
    ...resetOf(meter),
  });
  return {
    planName: plan ?? "Pro",
    limits: [
      ...(session ? [tokens(session, HOURS)] : []),
      ...(weekly ? [tokens(weekly, WEEK)] : []),
      ...(monthly ? [toolsOf(monthly)] : []),
    ],
  };
}

function toolsOf(meter: Meter) {
  const used = Math.round((TOOL_CALLS * meter.used_pct) / 100);
  return {
    type: "TIME_LIMIT",
    ...MONTH,
    usage: TOOL_CALLS,
    currentValue: used,
    remaining: TOOL_CALLS - used,
    percentage: wholePct(meter),
    ...resetOf(meter),
  };
}

/** There is none before the first use. */
const resetOf = ({ begun, resets_at }: Meter) => (begun ? { nextResetTime: resets_at } : {});
