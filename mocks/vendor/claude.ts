import { hundredths, isoMicros } from "./figures.ts";
import type { Meter, Usage } from "./usage.ts";
import type { VendorShape } from "./vendorShape.ts";

const noExtra = { is_enabled: false, monthly_limit: null, used_credits: null, utilization: null };

/** Side pools and experiments, which hold nothing though a model may be blocked. */
const idle = {
  seven_day_oauth_apps: null,
  seven_day_opus: null,
  seven_day_sonnet: null,
  seven_day_cowork: null,
  seven_day_omelette: null,
  tangelo: null,
  iguana_necktie: null,
};

/** Percent used; the newer rows say the same and more than the flat windows. */
export const claude: VendorShape = {
  routes: [
    { method: "GET", path: "/api/oauth/usage", body: usageOf, empty: { ...idle, limits: [] } },
    { method: "GET", path: "/api/oauth/profile", body: profileOf, empty: {} },
  ],
  unauthorized: {
    status: 401,
    body: errorOf("authentication_error", "The token has expired."),
  },
  throttled: () => ({ status: 429, body: errorOf("rate_limit_error", "Too many requests.") }),
};

function usageOf({ session, weekly, models, balance, overage }: Usage) {
  const highest = Math.max(...[session, weekly, ...models].map((meter) => meter?.used_pct ?? -1));
  const row = (kind: string, meter: Meter, model: string | null) => ({
    kind,
    group: kind === "session" ? "session" : "weekly",
    percent: hundredths(meter.used_pct),
    severity: meter.used_pct >= 90 ? "critical" : meter.used_pct >= 75 ? "warning" : "normal",
    resets_at: resetOf(meter),
    scope: model === null ? null : { model: { id: null, display_name: model }, surface: null },
    // Only the binding row.
    is_active: meter.used_pct === highest,
  });
  return {
    five_hour: flat(session),
    seven_day: flat(weekly),
    ...idle,
    extra_usage: overage ? extraOf(balance) : noExtra,
    limits: [
      ...(session ? [row("session", session, null)] : []),
      ...(weekly ? [row("weekly_all", weekly, null)] : []),
      ...models.map((model) => row("weekly_scoped", model, model.name)),
    ],
    member_dashboard_available: false,
  };
}

/** In minor units; without a balance there is no cap. */
const extraOf = (balance: number | null) => ({
  is_enabled: true,
  monthly_limit: balance === null ? null : Math.round(balance * 100),
  used_credits: 0,
  utilization: balance === null ? null : 0,
  currency: "USD",
  decimal_places: 2,
  disabled_reason: null,
});

const resetOf = ({ begun, resets_at }: Meter) => (begun ? isoMicros(resets_at) : null);

const flat = (meter: Meter | null) =>
  meter && {
    utilization: hundredths(meter.used_pct),
    resets_at: resetOf(meter),
    limit_dollars: null,
    used_dollars: null,
    remaining_dollars: null,
  };

function profileOf({ plan, overage }: Usage) {
  const name = plan ?? "max";
  return {
    account: { has_claude_max: name.startsWith("max"), has_claude_pro: name === "pro" },
    organization: {
      organization_type: `claude_${name.split("_")[0]}`,
      rate_limit_tier: `default_claude_${name}`,
      subscription_status: "active",
      has_extra_usage_enabled: overage,
    },
  };
}

function errorOf(type: string, message: string) {
  return { type: "error", error: { type, message } };
}
