import { fromInstant } from "../../src/contract/instant.ts";
import type { Limit } from "../../src/contract/limit.ts";
import type { Plan } from "../../src/contract/snapshot.ts";
import {
  instantOf,
  isMistyped,
  isObject,
  type Json,
  listOf,
  numberOf,
  objectOf,
  textOf,
} from "./lenient.ts";
import { limitOf } from "./limitOf.ts";
import type { Report } from "./provider.ts";
import { reportOf, unknownKeys } from "./report.ts";
import { readRows, together } from "./rows.ts";

/** What a row of this resource counts. "INVOCATIONS", its unit, is a legacy label. */
const resources: Readonly<Record<string, { id: string; label: string; unit: Limit["unit"] }>> = {
  CREDIT: { id: "monthly:credits", label: "Monthly credits", unit: "credits" },
  AGENTIC_REQUEST: { id: "monthly:requests", label: "Monthly requests", unit: "requests" },
};

const MEMBERS = [
  "daysUntilReset",
  "limits",
  "nextDateReset",
  "overageConfiguration",
  "subscriptionInfo",
  "usageBreakdownList",
  "usageBreakdown",
  "userInfo",
];
const ROW_MEMBERS = [
  "bonuses",
  "currency",
  "currentOverages",
  "currentOveragesWithPrecision",
  "currentUsage",
  "currentUsageWithPrecision",
  "displayName",
  "displayNamePlural",
  "freeTrialInfo",
  "nextDateReset",
  "overageCap",
  "overageCapWithPrecision",
  "overageCharges",
  "overageCredits",
  "overageRate",
  "resourceType",
  "type",
  "unit",
  "usageLimit",
  "usageLimitWithPrecision",
];

/** `GetUsageLimits`, by whichever of its addresses. */
export function readKiroUsage(body: Json, now: number): Report {
  const rows = listOf(body.usageBreakdownList);
  return reportOf({
    plan: planOf(objectOf(body.subscriptionInfo)),
    ...together(
      { unknown_keys: unknownKeys(body, MEMBERS) },
      readRows(body.usageBreakdownList, { path: "usageBreakdownList", known: ROW_MEMBERS }, (row) =>
        isAmbiguous(row, rows) ? null : limitsOf(row, body, now),
      ),
    ),
  });
}

/** Two rows of one resource: which of them counts is not known, so none does. */
const isAmbiguous = ({ resourceType }: Json, rows: readonly unknown[]): boolean =>
  rows.filter((other) => objectOf(other).resourceType === resourceType).length > 1;

function limitsOf(told: Json, body: Json, now: number): (Limit | null)[] | null {
  const resource = resources[textOf(told.resourceType) ?? ""];
  if (!resource) return null;
  const { unit } = resource;
  const usage = exact(told, "currentUsage");
  const max = exact(told, "usageLimit");
  const overages = exact(told, "currentOverages");
  const resets_at = instantOf(told.nextDateReset) ?? instantOf(body.nextDateReset);
  const readable = usage !== MALFORMED && max !== MALFORMED && overages !== MALFORMED;
  const plan = readable
    ? limitOf(
        {
          ...resource,
          kind: "window",
          used: usage === null ? null : planUsed(usage, overages ?? 0, max),
          max,
          cap: max === null ? "unknown" : "limited",
          window_kind: "billing",
          resets_at,
        },
        now,
      )
    : null;
  return [
    plan,
    ...overageOf(told, body.overageConfiguration, { unit, resets_at }, now),
    ...trialOf(told.freeTrialInfo, unit, now),
    ...bonusesOf(told.bonuses, unit, now),
  ];
}

/**
 * What ran as overage is counted in the usage too. It only runs once the plan is spent, so the plan
 * is never below its limit then: 1024.07 − 24.07 is a little less than 1000.
 */
function planUsed(usage: number, overages: number, max: number | null): number {
  const used = usage - overages;
  return overages > 0 && max !== null ? Math.max(used, Math.min(usage, max)) : used;
}

const MALFORMED = Symbol("malformed");

/** A number by its precise member, else by the rounded one. */
function exact(row: Json, member: string): number | null | typeof MALFORMED {
  const values = [row[`${member}WithPrecision`], row[member]];
  const number = values.map(numberOf).find((value) => value !== null) ?? null;
  return number === null && values.some(isMistyped) ? MALFORMED : number;
}

/** Paid by use beyond the plan. A switch that is neither on nor off is not off. */
function overageOf(
  row: Json,
  configuration: unknown,
  more: Pick<Limit, "unit" | "resets_at">,
  now: number,
): (Limit | null)[] {
  const status = textOf(objectOf(configuration).overageStatus);
  if (status === "DISABLED" || status === null) return [];
  const used = exact(row, "currentOverages");
  const max = exact(row, "overageCap");
  if (used === MALFORMED || max === MALFORMED) return [null];
  return [
    limitOf(
      {
        ...more,
        id: "overage",
        label: "Overage",
        kind: "spend",
        used,
        max,
        cap: max === null ? "unknown" : "limited",
        gates: false,
        enabled: status === "ENABLED" ? true : null,
      },
      now,
    ),
  ];
}

function trialOf(trial: unknown, unit: Limit["unit"], now: number): (Limit | null)[] {
  if (trial === null || trial === undefined) return [];
  const { freeTrialStatus, freeTrialExpiry } = objectOf(trial);
  const name = { id: "trial", label: "Trial credits" };
  return poolOf(name, trial, { status: freeTrialStatus, expiry: freeTrialExpiry, unit }, now);
}

function bonusesOf(bonuses: unknown, unit: Limit["unit"], now: number): (Limit | null)[] {
  return listOf(bonuses).flatMap((bonus, index) => {
    const { bonusCode, displayName, status, expiresAt } = objectOf(bonus);
    const id = `bonus:${textOf(bonusCode) ?? index + 1}`;
    const label = textOf(displayName) ?? "Bonus credits";
    return poolOf({ id, label }, bonus, { status, expiry: expiresAt, unit }, now);
  });
}

/** What vanishes instead of refilling, while it is there. */
function poolOf(
  name: Pick<Limit, "id" | "label">,
  pool: unknown,
  { status, expiry, unit }: { status: unknown; expiry: unknown; unit: Limit["unit"] },
  now: number,
): (Limit | null)[] {
  if (!isObject(pool)) return [null];
  const expires_at = instantOf(expiry);
  if (!["ACTIVE", "EXHAUSTED", null].includes(textOf(status))) return [];
  if (expires_at !== null && fromInstant(expires_at) <= now) return [];
  const used = exact(pool, "currentUsage");
  const max = exact(pool, "usageLimit");
  if (used === MALFORMED || max === MALFORMED) return [null];
  const cap = max === null ? "unknown" : "limited";
  return [limitOf({ ...name, kind: "pool", unit, used, max, cap, expires_at, gates: false }, now)];
}

function planOf({ type, subscriptionTitle }: Json): Plan | null {
  const id = textOf(type) ?? textOf(subscriptionTitle);
  return id === null ? null : { id, label: textOf(subscriptionTitle) ?? id };
}
