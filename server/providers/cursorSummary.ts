import { cursorPlan, cursorSpend, type Meter, unlessObject } from "./cursorMeters.ts";
import { instantOf, isObject, type Json, numberOf, objectOf } from "./lenient.ts";
import { planOf } from "./planOf.ts";
import type { Report } from "./provider.ts";
import { reportOf, unknownKeys } from "./report.ts";
import { together } from "./rows.ts";

const SUMMARY = [
  "billingCycleStart",
  "billingCycleEnd",
  "membershipType",
  "limitType",
  "isUnlimited",
  "individualUsage",
  "teamUsage",
];

/** The web page's summary; money in cents. */
export function readSummary(body: Json, now: number): Report {
  const resets_at = instantOf(body["billingCycleEnd"]);
  const unlimited = body["isUnlimited"] === true;
  const own = objectOf(body["individualUsage"]);
  const team = objectOf(body["teamUsage"]);
  const planned = isObject(own["plan"]) && own["plan"]["enabled"] !== false;
  const meter = (told: Pick<Meter, "id" | "label" | "path"> & Partial<Meter>, block: unknown) =>
    cursorSpend({ scope: "account", gates: false, resets_at, unlimited, ...told }, block, now);
  return reportOf({
    plan: planOf(body["membershipType"]),
    vendor_verdict: unlimited ? "allowed" : null,
    ...together(
      { unknown_keys: unknownKeys(body, SUMMARY) },
      { unknown_keys: unknownKeys(own, ["plan", "overall", "onDemand"], "individualUsage") },
      { unknown_keys: unknownKeys(team, ["onDemand", "pooled"], "teamUsage") },
      ...[body["individualUsage"], body["teamUsage"]].map(unlessObject),
      cursorPlan(own["plan"], { path: "individualUsage.plan", resets_at, unlimited }, now),
      // With a plan these are beside it; without one they are what there is.
      meter(
        {
          id: "billing:overall",
          path: "individualUsage.overall",
          label: "Personal cap",
          gates: !planned && !unlimited,
        },
        own["overall"],
      ),
      meter(
        {
          id: "billing:pooled",
          path: "teamUsage.pooled",
          label: "Team pool",
          scope: "workspace",
          gates: !planned && !unlimited,
        },
        team["pooled"],
      ),
      meter(
        { id: "on_demand", path: "individualUsage.onDemand", label: "On demand" },
        own["onDemand"],
      ),
      meter(
        {
          id: "team_on_demand",
          path: "teamUsage.onDemand",
          label: "Team on demand",
          scope: "workspace",
        },
        team["onDemand"],
      ),
    ),
  });
}

const PERIOD = [
  "billingCycleStart",
  "billingCycleEnd",
  "planUsage",
  "spendLimitUsage",
  "displayMessage",
  "enabled",
];
const SPEND_LIMIT = [
  "totalSpend",
  "individualLimit",
  "individualUsed",
  "individualRemaining",
  "pooledLimit",
  "pooledUsed",
  "pooledRemaining",
  "limitType",
];

/** The app's own endpoint: numbers as texts, zeros left out. */
export function readPeriod(body: Json, now: number): Report {
  const resets_at = instantOf(body["billingCycleEnd"]);
  const { planUsage, spendLimitUsage } = body;
  const limits = objectOf(spendLimitUsage);
  const meter = (told: Pick<Meter, "id" | "label" | "scope">, name: "individual" | "pooled") =>
    numberOf(limits[`${name}Limit`]) === null
      ? {}
      : cursorSpend(
          { ...told, path: "spendLimitUsage", gates: false, resets_at, unlimited: false },
          { enabled: true, used: limits[`${name}Used`], limit: limits[`${name}Limit`] },
          now,
        );
  return reportOf(
    together(
      { unknown_keys: unknownKeys(body, PERIOD) },
      { unknown_keys: unknownKeys(limits, SPEND_LIMIT, "spendLimitUsage") },
      unlessObject(spendLimitUsage),
      cursorPlan(planUsage, { path: "planUsage", resets_at, unlimited: false }, now),
      meter({ id: "on_demand", label: "On demand", scope: "account" }, "individual"),
      meter({ id: "team_on_demand", label: "Team on demand", scope: "workspace" }, "pooled"),
    ),
  );
}
