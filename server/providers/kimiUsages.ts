import type { Limit } from "../../src/contract/limit.ts";
import type { Plan } from "../../src/contract/snapshot.ts";
import { instantOf, isObject, type Json, numberOf, objectOf, textOf } from "./lenient.ts";
import { limitOf } from "./limitOf.ts";
import { planOf } from "./planOf.ts";
import type { Report, VendorAnswer } from "./provider.ts";
import { instantIn, reportOf, unknownKeys, vendorNow } from "./report.ts";
import { readRow, readRows, together } from "./rows.ts";
import {
  DAY_SECONDS,
  HOUR_SECONDS,
  SESSION_SECONDS,
  sessionLabel,
  WEEK_SECONDS,
} from "./windows.ts";

interface Clock {
  now: number;
  /** The vendor's own time. */
  vendor: number;
}

const RESET_AT = ["resetTime", "resetAt", "reset_at", "reset_time"] as const;
const RESET_IN = ["resetIn", "reset_in", "ttl"] as const;
const AMOUNTS = ["limit", "used", "remaining", ...RESET_AT, ...RESET_IN];

/** What `/usages` says: the week at the top, shorter windows in `limits`. */
export function readUsages(answer: VendorAnswer, now: number): Report {
  const clock = { now, vendor: vendorNow(answer, now) };
  const body = objectOf(answer.body);
  const seen = new Set<string>();
  const windows = readRows(
    body["limits"],
    { path: "limits", known: ["window", "detail"] },
    (row, index) => {
      if (!isObject(row["detail"])) return null;
      const limit = windowOf(row, index, clock);
      // A second window of five hours keeps its own name.
      const id = seen.has(limit.id) ? `limit:${index}` : limit.id;
      seen.add(id);
      return [{ ...limit, id }];
    },
  );
  const details = readRows(
    listOrNull(body["limits"]),
    { path: "limits.detail", known: AMOUNTS },
    () => [],
  );
  return reportOf({
    plan: planIn(body),
    ...together(
      { unknown_keys: unknownKeys(body, ["user", "usage", "limits", "parallel"]) },
      windows,
      { unknown_keys: details.unknown_keys },
      readRow(body["usage"], { path: "usage", known: AMOUNTS }, (usage) => [
        limitIn(usage, WEEK, clock),
      ]),
    ),
  });
}

/** The details of the rows that have some. */
const listOrNull = (rows: unknown) =>
  Array.isArray(rows)
    ? rows.map((row: unknown) => objectOf(row)["detail"]).filter((detail) => isObject(detail))
    : null;

function planIn(body: Json): Plan | null {
  const level = textOf(objectOf(objectOf(body["user"])["membership"])["level"]);
  const plan = planOf(level?.replace(/^LEVEL_/, "").toLowerCase());
  return level === null || plan === null ? null : { id: level, label: plan.label };
}

const WEEK = { id: "weekly", label: "Weekly", window_seconds: WEEK_SECONDS };

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  TIME_UNIT_SECOND: 1,
  TIME_UNIT_MINUTE: 60,
  TIME_UNIT_HOUR: HOUR_SECONDS,
  TIME_UNIT_DAY: DAY_SECONDS,
  TIME_UNIT_WEEK: WEEK_SECONDS,
};

function windowOf(row: Json, index: number, clock: Clock): Limit {
  const window = objectOf(row["window"]);
  const duration = numberOf(window["duration"]);
  const unit = UNIT_SECONDS[textOf(window["timeUnit"]) ?? ""];
  const window_seconds =
    duration !== null && duration > 0 && unit !== undefined ? duration * unit : null;
  const name =
    window_seconds === SESSION_SECONDS
      ? { id: "session", label: sessionLabel(window_seconds) }
      : {
          id: `limit:${index}`,
          label: window_seconds === null ? "Short window" : `${window_seconds / HOUR_SECONDS} h`,
        };
  return limitIn(objectOf(row["detail"]), { ...name, window_seconds }, clock);
}

function limitIn(
  detail: Json,
  told: Pick<Limit, "id" | "label" | "window_seconds">,
  { now, vendor }: Clock,
): Limit {
  const given = numberOf(detail["limit"]);
  const max = given !== null && given > 0 ? given : null;
  const remaining = numberOf(detail["remaining"]);
  // `used` is rounded up, and a zero of either is left out.
  const used = max !== null && remaining !== null ? max - remaining : numberOf(detail["used"]);
  const touched = used !== null && used > 0;
  return limitOf(
    {
      ...told,
      kind: "window",
      unit: "requests",
      used,
      max,
      remaining,
      cap: max === null ? "unknown" : "limited",
      window_kind: "rolling",
      // An untouched window has not started; what it tells moves along with the asking.
      resets_at: touched ? resetIn(detail, vendor) : null,
    },
    now,
  );
}

function resetIn(detail: Json, vendor: number) {
  for (const name of RESET_AT) {
    const instant = instantOf(detail[name]);
    if (instant !== null) return instant;
  }
  for (const name of RESET_IN) {
    const seconds = numberOf(detail[name]);
    if (seconds !== null && seconds >= 0) return instantIn(seconds, vendor);
  }
  return null;
}
