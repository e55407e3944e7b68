import type { Limit } from "../../src/contract/limit.ts";
import { instantOf, isMistyped, isObject, type Json, numberOf, objectOf } from "./lenient.ts";
import { limitOf } from "./limitOf.ts";
import { instantIn } from "./report.ts";
import {
  DAY_SECONDS,
  HOUR_SECONDS,
  SESSION_SECONDS,
  sessionLabel,
  WEEK_SECONDS,
} from "./windows.ts";

/** A part of Codex with windows of its own; they gate nothing else. */
interface Feature {
  id: string;
  label: string;
}

/** What a window is by its length, not by the slot it comes in: a weekly one may come first. */
const lengths = [
  { id: "session", label: sessionLabel(SESSION_SECONDS), seconds: SESSION_SECONDS },
  { id: "daily", label: "Daily", seconds: DAY_SECONDS },
  { id: "weekly", label: "Weekly", seconds: WEEK_SECONDS },
  { id: "monthly", label: "Monthly", seconds: 30 * DAY_SECONDS },
];
/** Months have 28 to 31 days; other windows come a minute short. */
const LENGTH_TOLERANCE = 0.07;

/** Null windows are legal, and are none: nothing is known of them. */
export function codexWindows(
  rateLimit: unknown,
  feature: Feature | null,
  now: number,
  serverNow: number,
): (Limit | null)[] {
  if (rateLimit === null || rateLimit === undefined) return [];
  if (!isObject(rateLimit)) return [null];
  const slots = (["primary", "secondary"] as const).flatMap((slot) => {
    const row = rateLimit[`${slot}_window`];
    return row === null || row === undefined ? [] : [{ slot, row }];
  });
  // Reached, and only this one does not tell how far: it is the one that is full.
  const silent = slots.filter(({ row }) => isSilent(row));
  const full =
    rateLimit.limit_reached === true && silent.length === 1 && !slots.some(({ row }) => isFull(row))
      ? silent[0]
      : undefined;
  return slots.map((told) =>
    isObject(told.row)
      ? codexWindow(
          told.slot,
          told === full ? { ...told.row, used_percent: 100 } : told.row,
          feature,
          now,
          serverNow,
        )
      : null,
  );
}

const isSilent = (row: unknown) => isObject(row) && (row.used_percent ?? null) === null;
const isFull = (row: unknown) => (numberOf(objectOf(row).used_percent) ?? 0) >= 100;

/** A window in the members of `/wham/usage`; null if its numbers are none. */
export function codexWindow(
  slot: "primary" | "secondary",
  row: Json,
  feature: Feature | null,
  now: number,
  serverNow: number,
): Limit | null {
  const { used_percent, limit_window_seconds, reset_after_seconds, reset_at } = row;
  if ([used_percent, limit_window_seconds, reset_after_seconds].some(isMistyped)) return null;
  const used_pct = numberOf(used_percent);
  const seconds = numberOf(limit_window_seconds);
  const window_seconds = seconds !== null && seconds > 0 ? seconds : null;
  const { id, label } = nameOf(slot, window_seconds);
  return limitOf(
    {
      id: feature ? `${id}:feature:${feature.id}` : id,
      label: feature ? `${label} ${feature.label}` : label,
      kind: "window",
      scope: feature ? `feature:${feature.id}` : "account",
      unit: "percent",
      used_pct,
      window_kind: "rolling",
      window_seconds,
      // Untouched, its reset slides along with the clock and means nothing.
      resets_at:
        used_pct === 0
          ? null
          : (instantOf(reset_at) ?? instantIn(numberOf(reset_after_seconds), serverNow)),
      // Windows are re-anchored, and reset early.
      reset_trust: "upper_bound",
    },
    now,
  );
}

function nameOf(slot: "primary" | "secondary", seconds: number | null): Feature {
  if (seconds === null) {
    return { id: slot, label: slot === "primary" ? "First window" : "Second window" };
  }
  const known = lengths.find(
    (length) => Math.abs(seconds - length.seconds) <= length.seconds * LENGTH_TOLERANCE,
  );
  return (
    known ?? {
      id: `window:${seconds}`,
      label: `Window (${+(seconds / HOUR_SECONDS).toFixed(1)} h)`,
    }
  );
}
