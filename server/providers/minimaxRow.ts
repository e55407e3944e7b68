import { fromInstant } from "../../src/contract/instant.ts";
import type { Limit, Scope } from "../../src/contract/limit.ts";
import { instantOf, type Json, numberOf } from "./lenient.ts";
import { limitOf } from "./limitOf.ts";
import { sessionLabel, WEEK_SECONDS } from "./windows.ts";

/** Names of one window's members: the interval's, or the week's. */
const INTERVAL = {
  total: "current_interval_total_count",
  left: "current_interval_usage_count",
  left_pct: "current_interval_remaining_percent",
  status: "current_interval_status",
  start: "start_time",
  end: "end_time",
} as const;
const WEEK = {
  total: "current_weekly_total_count",
  left: "current_weekly_usage_count",
  left_pct: "current_weekly_remaining_percent",
  status: "current_weekly_status",
  start: "weekly_start_time",
  end: "weekly_end_time",
} as const;

/** `remains_time` disagrees with the end of the window; a boost is in the percent already. */
const IGNORED = [
  "remains_time",
  "weekly_remains_time",
  "interval_boost_permill",
  "interval_boost_permille",
  "weekly_boost_permill",
  "weekly_boost_permille",
];

export const minimaxRowKeys: readonly string[] = [
  "model_name",
  ...Object.values(INTERVAL),
  ...Object.values(WEEK),
  ...IGNORED,
];

/** A row of the answer: its short window and its week, of the plan itself or of one model or feature. */
export function minimaxRow(row: Json, scope: Scope, now: number): Limit[] {
  const suffix = scope === "account" ? "" : `:${scope}`;
  const of = scope === "account" ? "" : `${scope.slice(scope.indexOf(":") + 1)}, `;
  const seconds = secondsOf(row, INTERVAL);
  const session = windowOf(row, INTERVAL, { scope, window_seconds: seconds }, now);
  const weekly = Object.values(WEEK).some((name) => row[name] !== undefined)
    ? windowOf(row, WEEK, { scope, window_seconds: secondsOf(row, WEEK) ?? WEEK_SECONDS }, now)
    : null;
  const label = sessionLabel(seconds);
  return [
    ...(session
      ? [{ ...session, id: `session${suffix}`, label: of ? of + label.toLowerCase() : label }]
      : []),
    ...(weekly ? [{ ...weekly, id: `weekly${suffix}`, label: of ? `${of}weekly` : "Weekly" }] : []),
  ];
}

const NOT_METERED = 3;

type Names = Readonly<Record<keyof typeof INTERVAL, string>>;

function windowOf(
  row: Json,
  names: Names,
  told: Pick<Limit, "scope" | "window_seconds">,
  now: number,
): Limit | null {
  const unmetered = numberOf(row[names.status]) === NOT_METERED;
  // What is not metered beside the plan's own pool is not in the plan.
  if (unmetered && told.scope !== "account") return null;
  const common = { id: "", label: "", kind: "window", ...told } as const;
  if (unmetered && numberOf(row[names.left_pct]) === 100) {
    return limitOf({ ...common, unit: "percent", cap: "unlimited", window_seconds: null }, now);
  }
  const resets_at = instantOf(row[names.end]);
  return limitOf({ ...common, ...amounts(row, names), window_kind: "fixed", resets_at }, now);
}

/** What is left is told as a percent, or by older plans as a count that is called usage. */
function amounts(row: Json, names: Names) {
  const unknown = { unit: "percent", cap: "unknown" } as const;
  const told = row[names.left_pct];
  if (told !== undefined && told !== null) {
    const left = numberOf(told);
    if (left === null || left < 0 || left > 100) return unknown;
    return { unit: "percent", used_pct: 100 - left } as const;
  }
  const max = numberOf(row[names.total]);
  const left = numberOf(row[names.left]);
  // 0 of 0 is how newer plans say that they do not count.
  if (max === null || max <= 0 || left === null || left < 0 || left > max) return unknown;
  return { unit: "requests", used: max - left, max } as const;
}

function secondsOf(row: Json, names: Names): number | null {
  const start = instantOf(row[names.start]);
  const end = instantOf(row[names.end]);
  if (start === null || end === null) return null;
  const seconds = (fromInstant(end) - fromInstant(start)) / 1000;
  return seconds > 0 ? seconds : null;
}
