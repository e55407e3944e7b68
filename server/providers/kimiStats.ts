import type { Limit } from "../../src/contract/limit.ts";
import { instantOf, type Json, numberOf } from "./lenient.ts";
import { limitOf } from "./limitOf.ts";
import type { Report } from "./provider.ts";
import { reportOf, unknownKeys } from "./report.ts";
import { readRow, readRows, together } from "./rows.ts";
import { SESSION_SECONDS, sessionLabel, WEEK_SECONDS } from "./windows.ts";

const WINDOW = ["ratio", "enabled", "resetTime"];
const BALANCE = [
  "id",
  "feature",
  "type",
  "unit",
  "amountUsedRatio",
  "kimiCodeUsedRatio",
  "expireTime",
];

/**
 * What `GetSubscriptionStats` of the web page says: fractions used. Whether the subscription's balance
 * gates coding is not known, so this source alone proves no availability.
 */
export function readStats(body: Json, now: number): Report {
  return reportOf({
    coverage: "partial",
    ...together(
      {
        unknown_keys: unknownKeys(body, [
          "ratelimitCode5h",
          "ratelimitCode7d",
          "subscriptionBalance",
          "giftBalances",
        ]),
      },
      readRow(body["ratelimitCode5h"], { path: "ratelimitCode5h", known: WINDOW }, (row) =>
        windowIn(row, { id: "session", window_seconds: SESSION_SECONDS }, now),
      ),
      readRow(body["ratelimitCode7d"], { path: "ratelimitCode7d", known: WINDOW }, (row) =>
        windowIn(row, { id: "weekly", window_seconds: WEEK_SECONDS }, now),
      ),
      readRow(
        body["subscriptionBalance"],
        { path: "subscriptionBalance", known: BALANCE },
        (row) => [balanceIn(row, { id: "monthly:subscription", label: "Subscription" }, now)],
      ),
      readRows(body["giftBalances"], { path: "giftBalances", known: BALANCE }, (row, index) => [
        balanceIn(row, { id: `gift:${index}`, label: `Gift ${index + 1}` }, now),
      ]),
    ),
  });
}

function windowIn(
  row: Json,
  told: Pick<Limit, "id" | "window_seconds">,
  now: number,
): readonly Limit[] {
  if (row["enabled"] === false) return [];
  const share = shareOf(row["ratio"]);
  const started = share.used_pct !== undefined && share.used_pct > 0;
  return [
    limitOf(
      {
        ...told,
        label: told.id === "session" ? sessionLabel(told.window_seconds) : "Weekly",
        kind: "window",
        unit: "percent",
        ...share,
        window_kind: "rolling",
        resets_at: started ? instantOf(row["resetTime"]) : null,
      },
      now,
    ),
  ];
}

const balanceIn = (row: Json, told: Pick<Limit, "id" | "label">, now: number): Limit =>
  limitOf(
    {
      ...told,
      kind: "pool",
      unit: "percent",
      ...shareOf(row["amountUsedRatio"]),
      expires_at: instantOf(row["expireTime"]),
      gates: false,
    },
    now,
  );

function shareOf(value: unknown): { used_pct?: number; cap?: "unknown" } {
  const ratio = numberOf(value);
  return ratio === null || ratio < 0 || ratio > 1 ? { cap: "unknown" } : { used_pct: ratio * 100 };
}
