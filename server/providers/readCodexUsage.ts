import type { Instant } from "../../src/contract/instant.ts";
import type { Limit } from "../../src/contract/limit.ts";
import type { Plan } from "../../src/contract/snapshot.ts";
import {
  booleanOf,
  instantOf,
  isMistyped,
  isObject,
  type Json,
  listOf,
  numberOf,
  objectOf,
  textOf,
} from "./lenient.ts";
import { codexWindows } from "./codexWindows.ts";
import { limitOf } from "./limitOf.ts";
import type { Report } from "./provider.ts";
import { instantIn, reportOf, unknownKeys } from "./report.ts";
import { readRows, settled, together } from "./rows.ts";

const MEMBERS = [
  "plan_type",
  "email",
  "user_id",
  "account_id",
  "rate_limit",
  "code_review_rate_limit",
  "additional_rate_limits",
  "credits",
  "spend_control",
  "individual_limit",
  "rate_limit_reached_type",
  "rate_limit_reset_credits",
  "promo",
];
const RATE_LIMIT_MEMBERS = [
  "allowed",
  "limit_reached",
  "primary_window",
  "secondary_window",
  "spend_control",
  "individual_limit",
];
const WINDOW_MEMBERS = ["used_percent", "limit_window_seconds", "reset_after_seconds", "reset_at"];

const FEATURE_MEMBERS = ["limit_name", "metered_feature", "rate_limit"];
const CODE_REVIEW = { id: "code_review", label: "code review" };

/** `GET …/wham/usage`; `serverNow` is the vendor's clock, which relative resets count from. */
export function readCodexUsage(body: Json, now: number, serverNow: number): Report {
  const rateLimit = objectOf(body.rate_limit);
  return reportOf({
    plan: codexPlanOf(body.plan_type),
    vendor_verdict: verdictOf(rateLimit, body.rate_limit_reached_type),
    ...together(
      { unknown_keys: unknownMembers(body) },
      settled([
        ...codexWindows(body.rate_limit, null, now, serverNow),
        ...codexWindows(body.code_review_rate_limit, CODE_REVIEW, now, serverNow),
      ]),
      readRows(
        body.additional_rate_limits,
        { path: "additional_rate_limits", known: FEATURE_MEMBERS },
        (row) => featureOf(row, now, serverNow),
      ),
      settled([
        ...creditsOf(body.credits, now),
        ...spendControlOf(body, now, serverNow),
        ...savedResetsOf(body.rate_limit_reset_credits, now),
      ]),
    ),
  });
}

/** `allowed` is the verdict; without it, what is said to be reached. */
function verdictOf(
  { allowed, limit_reached }: Json,
  reachedType: unknown,
): Report["vendor_verdict"] {
  if (typeof allowed === "boolean") return allowed ? "allowed" : "blocked";
  const type = textOf(reachedType) ?? textOf(objectOf(reachedType).type);
  return limit_reached === true || type !== null ? "blocked" : null;
}

function featureOf(row: Json, now: number, serverNow: number): (Limit | null)[] | null {
  const { metered_feature, limit_name, rate_limit } = row;
  const id = textOf(metered_feature) ?? textOf(limit_name);
  if (id === null) return null;
  return codexWindows(rate_limit, { id, label: textOf(limit_name) ?? id }, now, serverNow);
}

function creditsOf(credits: unknown, now: number): (Limit | null)[] {
  if (credits === null || credits === undefined) return [];
  if (!isObject(credits) || isMistyped(credits.balance)) return [null];
  const { unlimited, has_credits } = credits;
  const remaining = unlimited === true ? null : numberOf(credits.balance);
  return [
    limitOf(
      {
        id: "credits",
        label: "Credits",
        kind: "balance",
        unit: "credits",
        remaining,
        cap: unlimited === true ? "unlimited" : remaining === null ? "unknown" : "limited",
        gates: false,
        ...(unlimited !== true && remaining === null && has_credits === false
          ? { depleted: true }
          : {}),
      },
      now,
    ),
  ];
}

/** What a workspace lets one member spend: decimal strings of a unit that nobody documents. */
function spendControlOf(body: Json, now: number, serverNow: number): (Limit | null)[] {
  const homes = [body, objectOf(body.rate_limit)];
  const control = homes.map((home) => home.spend_control).find(isObject);
  const limit = [control, ...homes].map((home) => home?.individual_limit).find((at) => at ?? false);
  if (limit === undefined) return [];
  if (!isObject(limit)) return [null];
  const { used, remaining, used_percent } = limit;
  if ([used, limit.limit, remaining, used_percent].some(isMistyped)) return [null];
  const max = numberOf(limit.limit);
  const used_pct = numberOf(used_percent);
  return [
    limitOf(
      {
        id: "spend_control",
        label: "Workspace spend limit",
        kind: "spend",
        unit: "provider_units",
        used: numberOf(used),
        max,
        remaining: numberOf(remaining),
        ...(used_pct === null ? {} : { used_pct }),
        cap: max === null ? "unknown" : "limited",
        resets_at:
          instantOf(limit.reset_at) ?? instantIn(numberOf(limit.reset_after_seconds), serverNow),
        gates: false,
        enabled: true,
        ...(booleanOf(control?.reached) === true ? { depleted: true } : {}),
      },
      now,
    ),
  ];
}

/** Resets that a person may spend by hand; they are never spent here. */
function savedResetsOf(saved: unknown, now: number): (Limit | null)[] {
  if (saved === null || saved === undefined) return [];
  const count = numberOf(objectOf(saved).available_count);
  return [savedResets(count, null, now)];
}

/** Null where the count is none; a negative one makes the whole answer invalid. */
export const savedResets = (
  count: number | null,
  expires_at: Instant | null,
  now: number,
): Limit | null =>
  count === null || count < 0 || !Number.isInteger(count)
    ? null
    : limitOf(
        {
          id: "reset_credits",
          label: "Saved resets",
          kind: "grant",
          unit: "resets",
          remaining: count,
          expires_at,
          gates: false,
          depleted: null,
        },
        now,
      );

const planNames: Readonly<Record<string, string>> = {
  guest: "Guest",
  free: "Free",
  go: "Go",
  plus: "Plus",
  pro: "Pro 20x",
  prolite: "Pro 5x",
  team: "Team",
  business: "Business",
  enterprise: "Enterprise",
  education: "Education",
  edu: "Education",
  k12: "K-12",
};

export function codexPlanOf(type: unknown): Plan | null {
  const id = textOf(type);
  return id === null ? null : { id, label: planNames[id] ?? id };
}

function unknownMembers(body: Json): string[] {
  const rateLimits = [
    ["rate_limit", body.rate_limit],
    ["code_review_rate_limit", body.code_review_rate_limit],
    ...listOf(body.additional_rate_limits).map((row) => [
      "additional_rate_limits.rate_limit",
      objectOf(row).rate_limit,
    ]),
  ] as const;
  return [
    ...unknownKeys(body, MEMBERS),
    ...rateLimits.flatMap(([path, value]) => [
      ...unknownKeys(value, RATE_LIMIT_MEMBERS, String(path)),
      ...["primary_window", "secondary_window"].flatMap((slot) =>
        unknownKeys(objectOf(value)[slot], WINDOW_MEMBERS, `${String(path)}.${slot}`),
      ),
    ]),
  ];
}
