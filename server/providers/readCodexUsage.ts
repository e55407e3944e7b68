import type { Limit } from "../../src/contract/limit.ts";
import { type Json, listOf, objectOf, textOf } from "./lenient.ts";
import { creditsOf, savedResetsOf, spendControlOf } from "./codexCredits.ts";
import { codexPlanOf } from "./codexPlanOf.ts";
import { codexWindows } from "./codexWindows.ts";
import type { Report } from "./provider.ts";
import { reportOf, unknownKeys } from "./report.ts";
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
