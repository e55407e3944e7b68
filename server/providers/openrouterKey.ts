import type { Limit } from "../../src/contract/limit.ts";
import type { Plan } from "../../src/contract/snapshot.ts";
import { toInstant } from "../../src/contract/instant.ts";
import { booleanOf, type Json, numberOf, objectOf } from "./lenient.ts";
import { limitOf } from "./limitOf.ts";
import type { Report } from "./provider.ts";
import { reportOf, unknownKeys } from "./report.ts";
import { DAY_SECONDS, WEEK_SECONDS } from "./windows.ts";

const DAY_MS = DAY_SECONDS * 1000;

/** A cap's window, and what was used in it; the vendor tells neither its end nor its length. */
const windows = {
  daily: { label: "Key, daily", window_seconds: DAY_SECONDS },
  weekly: { label: "Key, weekly", window_seconds: WEEK_SECONDS },
  monthly: { label: "Key, monthly", window_seconds: null },
} as const;
type Period = keyof typeof windows;

const isPeriod = (value: unknown): value is Period =>
  typeof value === "string" && Object.hasOwn(windows, value);

const counters = {
  usage_daily: "Used today",
  usage_weekly: "Used this week",
  usage_monthly: "Used this month",
  usage: "Used in all",
};

/** Told of a key, not read: whose it is never gets into a report. */
const unread = ["label", "creator_user_id", "rate_limit", "expires_at", "is_provisioning_key"];
const read = ["limit", "limit_remaining", "limit_reset", "is_free_tier", "is_management_key"];
const byok = ["include_byok_in_limit", "byok_usage"].concat(
  Object.keys(windows).map((period) => `byok_usage_${period}`),
);

/** A key's own cap. The balance of the account gates too, and is not seen here. */
export function readOpenrouterKey(body: Json, vendorTime: number, now: number): Report {
  const data = objectOf(body["data"]);
  const cap = capOf(data, vendorTime, now);
  const spent = Object.entries(counters).flatMap(([member, label]) => {
    const used = numberOf(data[member]);
    return used === null ? [] : [counterOf(member, label, used, now)];
  });
  return reportOf({
    plan: planOf(data),
    coverage: "partial",
    // What was spent tells nothing of what may be: without its cap the answer is not read.
    limits: cap ? [cap, ...spent] : [],
    unknown_keys: [
      ...unknownKeys(body, ["data"]),
      ...unknownKeys(data, [...read, ...unread, ...byok, ...Object.keys(counters)], "data"),
    ],
    dropped_rows: cap ? 0 : 1,
  });
}

/** Null if it cannot be read. */
function capOf(data: Json, vendorTime: number, now: number): Limit | null {
  const own = { kind: "window", unit: "currency", currency: "USD" } as const;
  if (data["limit"] === null) {
    return limitOf({ ...own, id: "key", label: "Key", cap: "no_cap", gates: false }, now);
  }
  const max = numberOf(data["limit"]);
  if (max === null) return null;
  const period = isPeriod(data["limit_reset"]) ? data["limit_reset"] : null;
  const left = numberOf(data["limit_remaining"]);
  // `usage` is of the key's lifetime, not of the window.
  const used = left !== null ? max - left : period && numberOf(data[`usage_${period}`]);
  const told = { ...own, used, max, ...(left !== null && { remaining: left }) };
  if (period === null) return limitOf({ ...told, id: "key", label: "Key" }, now);
  return limitOf(
    {
      ...told,
      ...windows[period],
      id: `${period}:key`,
      window_kind: "calendar",
      resets_at: toInstant(endOf(period, vendorTime)),
      reset_trust: "inferred",
    },
    now,
  );
}

/** When the calendar window ends that `time` lies in: midnight, Monday or the 1st, UTC. */
function endOf(period: Period, time: number): number {
  const date = new Date(time);
  if (period === "monthly") return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  const midnight = Math.floor(time / DAY_MS) * DAY_MS;
  const days = period === "daily" ? 1 : 7 - ((date.getUTCDay() + 6) % 7);
  return midnight + days * DAY_MS;
}

const counterOf = (member: string, label: string, used: number, now: number): Limit =>
  limitOf(
    {
      id: member === "usage" ? "usage_lifetime" : member,
      label,
      kind: "counter",
      unit: "currency",
      currency: "USD",
      used,
      cap: "unknown",
      gates: false,
    },
    now,
  );

/** Only an answer that names the kind of key tells of the account; the older ones told of the key. */
function planOf(data: Json): Plan | null {
  const free = booleanOf(data["is_free_tier"]);
  if (free === null || booleanOf(data["is_management_key"]) === null) return null;
  return free ? { id: "free", label: "Free" } : { id: "paid", label: "Paid" };
}
