import type { Instant } from "../../src/contract/instant.ts";
import type { Limit } from "../../src/contract/limit.ts";
import type { Plan } from "../../src/contract/snapshot.ts";
import {
  instantOf,
  isMistyped,
  isObject,
  type Json,
  numberOf,
  objectOf,
  textOf,
} from "./lenient.ts";
import { limitOf } from "./limitOf.ts";
import { namedPlan } from "./namedPlan.ts";
import type { Report } from "./provider.ts";
import { reportOf, unknownKeys } from "./report.ts";
import { readRow, settled, together } from "./rows.ts";

type Name = Pick<Limit, "id" | "label" | "scope">;

/** What agents spend is the account's; the editor's own features gate themselves. */
const features: Readonly<Record<string, Name>> = {
  premium_interactions: { id: "premium", label: "Premium requests", scope: "account" },
  chat: { id: "chat", label: "Chat", scope: "feature:chat" },
  completions: { id: "completions", label: "Completions", scope: "feature:completions" },
};

const MEMBERS = [
  "login",
  "access_type_sku",
  "analytics_tracking_id",
  "assigned_date",
  "can_signup_for_limited",
  "can_upgrade_plan",
  "chat_enabled",
  "copilot_plan",
  "endpoints",
  "limited_user_quotas",
  "limited_user_reset_date",
  "limited_user_subscribed_day",
  "monthly_quotas",
  "organization_list",
  "organization_login_list",
  "quota_reset_date",
  "quota_reset_date_utc",
  "quota_snapshots",
  "token_based_billing",
];
const SNAPSHOT_MEMBERS = [
  "credits_used",
  "entitlement",
  "has_quota",
  "overage_count",
  "overage_entitlement",
  "overage_permitted",
  "percent_remaining",
  "quota_id",
  "quota_remaining",
  "quota_reset_at",
  "remaining",
  "timestamp_utc",
  "unlimited",
];

/** `GET /copilot_internal/user`: snapshots of a paid plan, or the two allowances of a free one. */
export function readCopilotUsage(body: Json, now: number): Report {
  const free = !isObject(body.quota_snapshots) && isObject(body.limited_user_quotas);
  const snapshots = Object.keys(features).map((key) =>
    readRow(
      objectOf(body.quota_snapshots)[key],
      { path: `quota_snapshots.${key}`, known: SNAPSHOT_MEMBERS },
      (row) => snapshotLimits(key, row, body, now),
    ),
  );
  return reportOf({
    plan: planOf(body),
    // A free plan has no premium requests; what agents use is its chat.
    ...(free ? { default_scopes: ["feature:chat"] } : {}),
    ...together(
      { unknown_keys: unknownKeys(body, MEMBERS) },
      {
        unknown_keys: unknownKeys(body.quota_snapshots, Object.keys(features), "quota_snapshots"),
      },
      ...snapshots,
      {
        unknown_keys: unknownKeys(
          body.limited_user_quotas,
          Object.keys(features),
          "limited_user_quotas",
        ),
      },
      free ? settled(freeLimits(body, now)) : {},
    ),
  });
}

function snapshotLimits(key: string, row: Json, body: Json, now: number): (Limit | null)[] {
  const isPremium = key === "premium_interactions";
  return [
    ...windowOf(key, row, body, now),
    ...(isPremium ? [...overageOf(row, unitOf(body), now), ...counterOf(row, now)] : []),
  ];
}

const unitOf = ({ token_based_billing }: Json) =>
  token_based_billing === true ? "credits" : "requests";

function windowOf(key: string, row: Json, body: Json, now: number): (Limit | null)[] {
  const name = { ...features[key]!, kind: "window" as const };
  if (row.unlimited === true) {
    return [limitOf({ ...name, unit: "requests", cap: "unlimited" }, now)];
  }
  const numbers = [row.entitlement, row.quota_remaining, row.remaining, row.percent_remaining];
  if (numbers.some(isMistyped)) return [null];
  const unit = unitOf(body);
  const max = numberOf(row.entitlement);
  const percent = numberOf(row.percent_remaining);
  const remaining = numberOf(row.quota_remaining) ?? numberOf(row.remaining);
  // All of nothing is a placeholder, and says neither "untouched" nor "used up".
  if ((max !== null && max <= 0) || (max === null && (percent === null || percent === 100))) {
    return key === "premium_interactions" ? [limitOf({ ...name, unit, cap: "unknown" }, now)] : [];
  }
  return [
    limitOf(
      {
        ...name,
        unit,
        used: max === null || remaining === null ? null : max - remaining,
        max,
        remaining,
        ...(percent === null ? {} : { used_pct: 100 - percent }),
        cap: "limited",
        window_kind: "calendar",
        resets_at: resetOf(row, body),
      },
      now,
    ),
  ];
}

/** The feature's own where it has one (0 is none), else the account's. */
const resetOf = (row: Json, body: Json): Instant | null =>
  instantOf(row.quota_reset_at) ??
  instantOf(body.quota_reset_date_utc) ??
  instantOf(body.quota_reset_date) ??
  instantOf(body.limited_user_reset_date);

/** What goes on beyond the entitlement, for money. */
function overageOf(row: Json, unit: Limit["unit"], now: number): (Limit | null)[] {
  if (row.overage_permitted !== true || row.unlimited === true) return [];
  if (isMistyped(row.overage_count) || isMistyped(row.overage_entitlement)) return [null];
  const entitlement = numberOf(row.overage_entitlement);
  const max = entitlement !== null && entitlement > 0 ? entitlement : null;
  return [
    limitOf(
      {
        id: "overage",
        label: "Overage",
        kind: "spend",
        unit,
        used: numberOf(row.overage_count),
        max,
        cap: max === null ? "unknown" : "limited",
        gates: false,
        enabled: true,
      },
      now,
    ),
  ];
}

/** Another counter than the entitlement's: telemetry, it gives no share. */
function counterOf({ credits_used }: Json, now: number): (Limit | null)[] {
  if (credits_used === null || credits_used === undefined) return [];
  const used = numberOf(credits_used);
  if (used === null) return [null];
  const name = { id: "credits_used", label: "Credits used", kind: "counter" } as const;
  return [limitOf({ ...name, unit: "credits", used, cap: "unknown", gates: false }, now)];
}

/** `limited_user_quotas` is what remains of `monthly_quotas`; 0 is empty. */
function freeLimits(body: Json, now: number): (Limit | null)[] {
  const monthly = objectOf(body.monthly_quotas);
  const left = objectOf(body.limited_user_quotas);
  return Object.entries(features)
    .filter(([key]) => key in left)
    .map(([key, name]) => {
      if (isMistyped(monthly[key]) || isMistyped(left[key])) return null;
      const max = numberOf(monthly[key]);
      const remaining = numberOf(left[key]);
      return limitOf(
        {
          ...name,
          kind: "window",
          unit: "requests",
          used: max === null || remaining === null ? null : max - remaining,
          max,
          remaining,
          cap: "limited",
          window_kind: "billing",
          resets_at: resetOf({}, { limited_user_reset_date: body.limited_user_reset_date }),
        },
        now,
      );
    });
}

const skuNames: Readonly<Record<string, string>> = {
  free_limited_copilot: "Free",
  free_educational_quota: "Education",
};
const planNames: Readonly<Record<string, string>> = {
  individual: "Pro",
  individual_pro: "Pro+",
  individual_max: "Max",
  business: "Business",
  enterprise: "Enterprise",
};

/** A free plan is told by its SKU alone: by its plan it would be Pro. */
function planOf({ access_type_sku, copilot_plan }: Json): Plan | null {
  const sku = textOf(access_type_sku);
  return sku !== null && Object.hasOwn(skuNames, sku)
    ? namedPlan(sku, skuNames)
    : namedPlan(copilot_plan, planNames);
}
