import type { Limit } from "../../src/contract/limit.ts";
import { instantOf, type Json, numberOf, textOf } from "./lenient.ts";
import { limitOf } from "./limitOf.ts";
import {
  DAY_SECONDS,
  HOUR_SECONDS,
  SESSION_SECONDS,
  sessionLabel,
  WEEK_SECONDS,
} from "./windows.ts";

/** The members of a row; what is counted by which tool is left alone. */
export const zaiRowKeys: readonly string[] = [
  "type",
  "unit",
  "number",
  "usage",
  "currentValue",
  "remaining",
  "percentage",
  "nextResetTime",
  "usageDetails",
];

/** A row of the answer as a limit; null if it is of no known kind. */
export function zaiLimit(row: Json, index: number, now: number): Limit | null {
  const type = textOf(row["type"]);
  const resets_at = instantOf(row["nextResetTime"]);
  if (type === "TIME_LIMIT") {
    return limitOf(
      {
        id: "monthly:mcp_tools",
        label: "MCP tools",
        kind: "window",
        scope: "feature:mcp_tools",
        ...amounts(row, "requests"),
        window_kind: "calendar",
        resets_at,
        gates: false,
      },
      now,
    );
  }
  if (type !== "TOKENS_LIMIT" && type !== "CREDIT_LIMIT") return null;
  const window_seconds = secondsOf(row);
  return limitOf(
    {
      ...nameOf(index, window_seconds),
      kind: "window",
      ...amounts(row, type === "CREDIT_LIMIT" ? "credits" : "tokens"),
      window_kind: "rolling",
      window_seconds,
      resets_at,
    },
    now,
  );
}

function nameOf(index: number, seconds: number | null): Pick<Limit, "id" | "label"> {
  if (seconds === SESSION_SECONDS) return { id: "session", label: sessionLabel(seconds) };
  if (seconds === WEEK_SECONDS) return { id: "weekly", label: "Weekly" };
  if (seconds !== null) return { id: `window:${seconds}`, label: `${seconds / HOUR_SECONDS} h` };
  return { id: `limit:${index}`, label: "Coding plan" };
}

const UNIT_SECONDS: Readonly<Record<number, number>> = {
  1: DAY_SECONDS,
  3: HOUR_SECONDS,
  5: 60,
  6: WEEK_SECONDS,
};

function secondsOf(row: Json): number | null {
  const unit = numberOf(row["unit"]);
  const number = numberOf(row["number"]);
  // Newer plans tell the one week as seven of its days.
  if (unit === 6 && number === 7) return WEEK_SECONDS;
  const seconds = UNIT_SECONDS[unit ?? Number.NaN];
  return seconds !== undefined && number !== null && number > 0 ? seconds * number : null;
}

/** Counts may differ from the whole percent by rounding alone. */
const ROUNDING_PCT = 1;

/**
 * `usage` is the limit and `currentValue` what is used; they refine `percentage` where they agree with
 * it. `remaining` is left alone: it is wrong at times.
 */
function amounts(row: Json, counted: Limit["unit"]) {
  const told = numberOf(row["percentage"]);
  const used = numberOf(row["currentValue"]);
  const max = numberOf(row["usage"]);
  if (used !== null && max !== null && max > 0) {
    if (told === null || Math.abs((used / max) * 100 - told) <= ROUNDING_PCT) {
      return { unit: counted, used, max };
    }
  }
  return told === null
    ? ({ unit: "percent", cap: "unknown" } as const)
    : ({ unit: "percent", used_pct: told } as const);
}
