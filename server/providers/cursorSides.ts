import { fromInstant, type Instant, toInstant } from "../../src/contract/instant.ts";
import type { Limit } from "../../src/contract/limit.ts";
import { unlessObject } from "./cursorMeters.ts";
import { booleanOf, instantOf, type Json, numberOf, objectOf } from "./lenient.ts";
import { limitOf } from "./limitOf.ts";
import type { Report } from "./provider.ts";
import { reportOf, unknownKeys } from "./report.ts";
import { together } from "./rows.ts";
import { WEEK_SECONDS } from "./windows.ts";

/** Older plans count requests; "gpt-4" is their name for every premium model. */
export function readRequests(body: Json, now: number): Report {
  const block = objectOf(body["gpt-4"]);
  const max = numberOf(block["maxRequestUsage"]);
  const start = instantOf(body["startOfMonth"]);
  const limit = limitOf(
    {
      id: "billing:requests",
      label: "Requests",
      kind: "window",
      unit: "requests",
      used: numberOf(block["numRequests"]),
      max,
      window_kind: "billing",
      resets_at: start && monthAfter(start),
      reset_trust: "inferred",
    },
    now,
  );
  return reportOf(
    together(
      { unknown_keys: unknownKeys(body, ["gpt-4", "gpt-3.5-turbo", "gpt-4-32k", "startOfMonth"]) },
      {
        unknown_keys: unknownKeys(
          block,
          ["numRequests", "numRequestsTotal", "numTokens", "maxRequestUsage", "maxTokenUsage"],
          "gpt-4",
        ),
      },
      unlessObject(body["gpt-4"]),
      // Without a maximum the plan does not count requests.
      max !== null && max > 0 ? { limits: [limit] } : {},
    ),
  );
}

/** The same day and time of the next month, or its last day where it is shorter. */
function monthAfter(start: Instant): Instant {
  const date = new Date(fromInstant(start));
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + 1);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return toInstant(date.getTime());
}

const SAND = [
  "currentPeriodStart",
  "nextResetTimestampUtc",
  "usagePercent",
  "hasAvailableUsage",
  "hasNonZeroIncludedLimit",
];

/** A pool beside the plan. Its own word on whether there is something left wins over its percent. */
export function readSand(body: Json, now: number): Report {
  const used_pct = numberOf(body["usagePercent"]);
  const available = booleanOf(body["hasAvailableUsage"]);
  const limit: Limit = limitOf(
    {
      id: "weekly:feature:grok_bot",
      label: "Grok Bot, weekly",
      kind: "window",
      scope: "feature:grok_bot",
      unit: "percent",
      used_pct,
      cap: used_pct === null ? "unknown" : "limited",
      window_kind: "rolling",
      window_seconds: WEEK_SECONDS,
      resets_at: instantOf(body["nextResetTimestampUtc"]),
      gates: false,
      ...(available === null ? {} : { depleted: !available }),
    },
    now,
  );
  return reportOf({
    coverage: "partial",
    unknown_keys: unknownKeys(body, SAND),
    limits: body["hasNonZeroIncludedLimit"] === false ? [] : [limit],
  });
}

/**
 * The summary with what side requests say. Where the plan counts requests, they are the plan: its
 * percent is then information, and the month's end is the summary's.
 */
export function withSides(summary: Report, sides: readonly Report[]): Report {
  const end = summary.limits.find(({ id }) => id === "billing:plan")?.resets_at ?? null;
  const counted = sides.some(({ limits }) => limits.some(({ id }) => id === "billing:requests"));
  const merged = together(summary, ...sides);
  const limits = merged.limits.map((limit): Limit => {
    if (limit.id === "billing:plan" && counted) return { ...limit, gates: false };
    if (limit.id !== "billing:requests" || end === null) return limit;
    return { ...limit, resets_at: end, reset_trust: "authoritative" };
  });
  if (!counted || summary.status === "ok") return { ...summary, ...merged, limits };
  return { ...summary, ...merged, limits, status: "ok", error: null };
}
