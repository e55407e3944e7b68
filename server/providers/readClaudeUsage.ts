import type { Limit } from "../../src/contract/limit.ts";
import {
  instantOf,
  isMistyped,
  isTold,
  type Json,
  listOf,
  numberOf,
  objectOf,
  textOf,
} from "./lenient.ts";
import { extraUsage } from "./claudeExtraUsage.ts";
import { limitOf } from "./limitOf.ts";
import type { Report } from "./provider.ts";
import { reportOf, unknownKeys } from "./report.ts";
import { readRow, readRows, type Rows, sound, together } from "./rows.ts";
import { SESSION_SECONDS, sessionLabel, WEEK_SECONDS } from "./windows.ts";

type Name = Pick<Limit, "id" | "label" | "scope" | "window_seconds">;

const SESSION: Name = {
  id: "session",
  label: sessionLabel(SESSION_SECONDS),
  scope: "account",
  window_seconds: SESSION_SECONDS,
};
const WEEKLY: Name = {
  id: "weekly",
  label: "Weekly",
  scope: "account",
  window_seconds: WEEK_SECONDS,
};

const weeklyOf = (scope: Limit["scope"], name: string): Name => ({
  ...WEEKLY,
  id: `weekly:${scope}`,
  label: `Weekly ${name}`,
  scope,
});

/** The older members, one a window; what the list has wins. */
const flatWindows: Readonly<Record<string, Name>> = {
  five_hour: SESSION,
  seven_day: WEEKLY,
  seven_day_opus: weeklyOf("model:opus", "Opus"),
  seven_day_sonnet: weeklyOf("model:sonnet", "Sonnet"),
  seven_day_oauth_apps: weeklyOf("feature:oauth_apps", "OAuth apps"),
  seven_day_cowork: weeklyOf("feature:cowork", "Cowork"),
  seven_day_routines: weeklyOf("feature:routines", "routines"),
};

/** Experiments under code names: nothing is known of them but that they exist, and are empty. */
const CODE_NAMES = [
  "seven_day_omelette",
  "tangelo",
  "iguana_necktie",
  "omelette_promotional",
  "nimbus_quill",
  "cinder_cove",
  "amber_ladder",
];
const MEMBERS = [
  ...Object.keys(flatWindows),
  "extra_usage",
  "limits",
  "spend",
  "member_dashboard_available",
];
const FLAT_MEMBERS = [
  "utilization",
  "resets_at",
  "reset_at",
  "limit_dollars",
  "used_dollars",
  "remaining_dollars",
];
const ROW_MEMBERS = [
  "kind",
  "group",
  "percent",
  "severity",
  "resets_at",
  "reset_at",
  "scope",
  "is_active",
];

/** `GET /api/oauth/usage`. A window's number is the percent used, 0 to 100, in every spelling. */
export function readClaudeUsage(body: Json, now: number): Report {
  const flat = Object.entries(flatWindows).map(([key, name]) =>
    readRow(body[key], { path: key, known: FLAT_MEMBERS }, (row) => [
      windowOf(name, row, "utilization", now),
    ]),
  );
  const listed = readRows(body.limits, { path: "limits", known: ROW_MEMBERS }, (row) => [
    listedWindow(row, now),
  ]);
  // A seat that has no window at all is limited by what it may spend.
  const gates =
    !Object.keys(flatWindows).some((key) => isTold(body[key])) && listOf(body.limits).length === 0;
  const silent = CODE_NAMES.filter((name) => !isTold(body[name]));
  return reportOf(
    together(
      { unknown_keys: unknownKeys(body, [...MEMBERS, ...silent]) },
      listedFirst(sound(together(...flat)), sound(listed)),
      extraUsage(body, gates, now),
    ),
  );
}

/** Each window once: as the list has it, unless only the older member knows its share. */
function listedFirst(flat: Rows, listed: Rows): Rows {
  const windows = new Map(flat.limits.map((limit) => [limit.id, limit]));
  for (const limit of listed.limits) {
    if (limit.used_pct !== null || !windows.has(limit.id)) windows.set(limit.id, limit);
  }
  return { ...together(flat, listed), limits: [...windows.values()] };
}

function windowOf(name: Name, row: Json, percent: string, now: number): Limit | null {
  if (isMistyped(row[percent])) return null;
  return limitOf(
    {
      ...name,
      kind: "window",
      unit: "percent",
      used_pct: numberOf(row[percent]),
      window_kind: "rolling",
      resets_at: instantOf(row.resets_at) ?? instantOf(row.reset_at),
    },
    now,
  );
}

function listedWindow(row: Json, now: number): Limit | null {
  const name = nameOf(row);
  return name && windowOf(name, row, "percent", now);
}

function nameOf({ kind, scope }: Json): Name | null {
  if (kind === "session") return SESSION;
  if (kind === "weekly_all") return WEEKLY;
  if (kind !== "weekly_scoped") return null;
  const { model, surface } = objectOf(scope);
  const modelName = textOf(objectOf(model).display_name) ?? textOf(objectOf(model).id);
  const surfaceName = textOf(surface) ?? textOf(objectOf(surface).display_name);
  // On one surface only: to call it a limit of the model would block the model everywhere.
  if (surfaceName !== null) {
    const name = modelName === null ? surfaceName : `${modelName} ${surfaceName}`;
    return weeklyOf(`feature:${slugOf(name)}`, name);
  }
  return modelName === null ? null : weeklyOf(`model:${slugOf(modelName)}`, modelName);
}

const slugOf = (name: string): string => name.toLowerCase().replace(/\s+/g, "-");
