import type { Limit } from "../../src/contract/limit.ts";
import {
  booleanOf,
  isMistyped,
  isObject,
  isTold,
  type Json,
  numberOf,
  objectOf,
  textOf,
} from "./lenient.ts";
import { limitOf } from "./limitOf.ts";
import { unknownKeys } from "./report.ts";
import { type Rows, settled, together } from "./rows.ts";

const EXTRA_MEMBERS = [
  "is_enabled",
  "monthly_limit",
  "used_credits",
  "utilization",
  "currency",
  "decimal_places",
  "disabled_reason",
  "daily",
  "weekly",
];

/** What is spent beyond the plan, in minor units; the newer `spend` repeats it. */
export const extraUsage = (body: Json, gates: boolean, now: number): Rows =>
  together(
    { unknown_keys: unknownKeys(body.extra_usage, EXTRA_MEMBERS, "extra_usage") },
    settled(spendOf(body, gates, now)),
  );

function spendOf(body: Json, gates: boolean, now: number): (Limit | null)[] {
  const extra = isTold(body.extra_usage) ? body.extra_usage : fromSpend(body.spend);
  if (!isTold(extra)) return [];
  if (!isObject(extra)) return [null];
  const { monthly_limit, used_credits, utilization, decimal_places, is_enabled } = extra;
  if (is_enabled === false) return [];
  if ([monthly_limit, used_credits, utilization, decimal_places].some(isMistyped)) return [null];
  const used = inMajorUnits(used_credits, decimal_places);
  const max = inMajorUnits(monthly_limit, decimal_places);
  const used_pct = numberOf(utilization);
  return [
    limitOf(
      {
        id: "extra_usage",
        label: "Extra usage",
        kind: "spend",
        unit: "currency",
        ...currencyOf(extra.currency),
        used,
        max,
        ...(used_pct === null ? {} : { used_pct }),
        cap: monthly_limit === null ? "no_cap" : max === null ? "unknown" : "limited",
        gates,
        enabled: booleanOf(is_enabled),
      },
      now,
    ),
  ];
}

/** `spend`, in the members of `extra_usage`. */
function fromSpend(spend: unknown): unknown {
  if (!isObject(spend)) return spend;
  const used = objectOf(spend.used);
  return {
    is_enabled: spend.enabled,
    used_credits: used.amount_minor,
    monthly_limit: isObject(spend.limit) ? spend.limit.amount_minor : spend.limit,
    currency: used.currency,
    decimal_places: used.exponent,
  };
}

function inMajorUnits(amount: unknown, decimalPlaces: unknown): number | null {
  const minor = numberOf(amount);
  const places = numberOf(decimalPlaces) ?? 2;
  if (minor === null || !Number.isInteger(places) || places < 0 || places > 8) return null;
  return minor / 10 ** places;
}

/** Without one it is US dollars, as the older answers meant. */
function currencyOf(given: unknown): { currency?: string } {
  if (!isTold(given)) return { currency: "USD" };
  const currency = textOf(given)?.toUpperCase() ?? "";
  return /^[A-Z]{3}$/.test(currency) ? { currency } : {};
}
