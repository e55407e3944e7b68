import { remainingPct } from "./figures.ts";
import type { Meter, Usage } from "./usage.ts";
import type { VendorShape } from "./vendorShape.ts";

const ALLOWANCE = { interval: 1500, weekly: 15_000 };
const ACTIVE = 1;
const LIMITED = 2;
const NOT_METERED = 3;

const success = { status_code: 0, status_msg: "success" };
const empty = { base_resp: success, model_remains: [] };

/** Percent that remains, and counts that remain under the name of usage. Errors come as 200. */
export const minimax: VendorShape = {
  routes: [
    { method: "GET", path: "/v1/token_plan/remains", body: remainsOf, empty },
    { method: "GET", path: "/v1/api/openplatform/coding_plan/remains", body: remainsOf, empty },
  ],
  unauthorized: {
    status: 200,
    body: { base_resp: { status_code: 1004, status_msg: "login fail: unknown key" } },
  },
  throttled: () => ({
    status: 429,
    body: { base_resp: { status_code: 1002, status_msg: "too many calls" } },
  }),
};

function remainsOf({ session, weekly, plan, now }: Usage) {
  return {
    base_resp: success,
    current_subscribe_title: plan ?? "Token Plan Plus",
    model_remains: session || weekly ? [generalOf(session, weekly, now), video] : [],
  };
}

function generalOf(session: Meter | null, weekly: Meter | null, now: number) {
  const left = (total: number, meter: Meter | null) =>
    meter ? Math.round((total * remainingPct(meter.used_pct)) / 100) : 0;
  return {
    model_name: "general",
    ...(session && {
      start_time: session.starts_at,
      end_time: session.resets_at,
      remains_time: session.resets_at - now,
    }),
    current_interval_total_count: session ? ALLOWANCE.interval : 0,
    current_interval_usage_count: left(ALLOWANCE.interval, session),
    current_interval_status: statusOf(session),
    current_interval_remaining_percent: percentOf(session),
    ...(weekly && {
      weekly_start_time: weekly.starts_at,
      weekly_end_time: weekly.resets_at,
      weekly_remains_time: weekly.resets_at - now,
    }),
    current_weekly_total_count: weekly ? ALLOWANCE.weekly : 0,
    current_weekly_usage_count: left(ALLOWANCE.weekly, weekly),
    current_weekly_status: statusOf(weekly),
    current_weekly_remaining_percent: percentOf(weekly),
  };
}

const statusOf = (meter: Meter | null) =>
  meter ? (meter.used_pct >= 100 ? LIMITED : ACTIVE) : NOT_METERED;

/** Whole, and nothing is only said to be left when nothing is. */
const percentOf = (meter: Meter | null) => (meter ? Math.ceil(remainingPct(meter.used_pct)) : 100);

/** No part of the plan. */
const video = {
  model_name: "video",
  current_interval_total_count: 0,
  current_interval_usage_count: 0,
  current_interval_status: NOT_METERED,
  current_interval_remaining_percent: 100,
  current_weekly_total_count: 0,
  current_weekly_usage_count: 0,
  current_weekly_status: NOT_METERED,
  current_weekly_remaining_percent: 100,
};
