import { fromInstant } from "../../src/contract/instant.ts";
import type { Limit } from "../../src/contract/limit.ts";
import { instantOf, isObject, type Json, numberOf, objectOf, textOf } from "./lenient.ts";
import { limitOf } from "./limitOf.ts";
import type { Report } from "./provider.ts";
import { reportOf, unknownKeys } from "./report.ts";
import { WEEK_SECONDS } from "./windows.ts";

/** The periods of an allowance by the vendor's names of them. */
const periods: Readonly<Record<string, Pick<Limit, "id" | "label">>> = {
  USAGE_PERIOD_TYPE_DAILY: { id: "daily", label: "Daily" },
  USAGE_PERIOD_TYPE_WEEKLY: { id: "weekly", label: "Weekly" },
  USAGE_PERIOD_TYPE_MONTHLY: { id: "monthly", label: "Monthly" },
};
const unnamed = { id: "allowance", label: "Allowance" };

const known = [
  "creditUsagePercent",
  "currentPeriod",
  "billingPeriodStart",
  "billingPeriodEnd",
  "onDemandCap",
  "onDemandUsed",
  "prepaidBalance",
  "productUsage",
  "subscriptionTier",
];

/** What the subscription allows in its period, and what may be spent beyond. */
export function readGrokBilling(body: Json, now: number): Report {
  const config = objectOf(body["config"]);
  const isBilling = "creditUsagePercent" in config || "currentPeriod" in config;
  const allowance = isBilling ? allowanceOf(config, now) : null;
  const onDemand = onDemandOf(config, now);
  return reportOf({
    // What may be spent beyond the allowance does not tell whether the allowance has room.
    coverage: allowance === null && onDemand !== null ? "partial" : "full",
    limits: [allowance, onDemand].filter((limit) => limit !== null),
    dropped_rows: isBilling && allowance === null ? 1 : 0,
    unknown_keys: [
      ...unknownKeys(body, ["config"]),
      ...unknownKeys(config, known, "config"),
      ...unknownKeys(config["currentPeriod"], ["type", "start", "end"], "config.currentPeriod"),
    ],
  });
}

/** Null if its share cannot be read. */
function allowanceOf(config: Json, now: number): Limit | null {
  const period = objectOf(config["currentPeriod"]);
  const start = instantOf(period["start"]);
  const end = instantOf(period["end"]);
  const name = textOf(period["type"]) ?? "";
  const named = Object.hasOwn(periods, name) ? periods[name] : undefined;
  // A zero is left out of the answer; without a period there is no telling it from a loss.
  const isZero = !("creditUsagePercent" in config) && named !== undefined && end !== null;
  const used_pct = isZero ? 0 : numberOf(config["creditUsagePercent"]);
  if (used_pct === null) return null;
  const length = start && end ? (fromInstant(end) - fromInstant(start)) / 1000 : 0;
  return limitOf(
    {
      ...(named ?? unnamed),
      kind: "window",
      unit: "percent",
      used_pct,
      window_kind: "fixed",
      window_seconds: length > 0 ? length : named?.id === "weekly" ? WEEK_SECONDS : null,
      resets_at: end ?? instantOf(config["billingPeriodEnd"]),
    },
    now,
  );
}

/** Null where no cap is set, which is how it is switched off. */
function onDemandOf(config: Json, now: number): Limit | null {
  const max = moneyOf(config["onDemandCap"]);
  if (max === null || max <= 0) return null;
  return limitOf(
    {
      id: "on_demand",
      label: "On demand",
      kind: "spend",
      unit: "currency",
      currency: "USD",
      used: moneyOf(config["onDemandUsed"]),
      max,
      gates: false,
      enabled: true,
    },
    now,
  );
}

/** {"val": 250} is 2.50; a zero leaves out its `val`. */
function moneyOf(value: unknown): number | null {
  if (!isObject(value)) return null;
  const cents = "val" in value ? numberOf(value["val"]) : 0;
  return cents === null ? null : cents / 100;
}
