import type { Limit } from "../../src/contract/limit.ts";
import { booleanOf, isObject, type Json, numberOf } from "./lenient.ts";
import { limitOf } from "./limitOf.ts";
import { unknownKeys } from "./report.ts";
import { type Rows, unreadable } from "./rows.ts";

const PLAN = [
  "enabled",
  "used",
  "limit",
  "remaining",
  "breakdown",
  "autoPercentUsed",
  "apiPercentUsed",
  "totalPercentUsed",
  "totalSpend",
  "includedSpend",
  "bonusSpend",
];

/** The plan's own share, and its two parts as information. */
export function cursorPlan(
  block: unknown,
  { path, resets_at, unlimited }: Pick<Meter, "path" | "resets_at" | "unlimited">,
  now: number,
): Partial<Rows> {
  if (block === undefined || block === null) return {};
  if (!isObject(block)) return unreadable;
  if (block["enabled"] === false) return {};
  const share = (told: Pick<Limit, "id" | "label"> & Partial<Limit>, used_pct: number | null) =>
    limitOf(
      {
        kind: "window",
        unit: "percent",
        used_pct,
        cap: unlimited ? "unlimited" : used_pct === null ? "unknown" : "limited",
        window_kind: "billing",
        resets_at,
        ...told,
      },
      now,
    );
  const part = (name: "auto" | "api", label: string) => {
    const used_pct = numberOf(block[`${name}PercentUsed`]);
    return used_pct === null
      ? []
      : [share({ id: `billing:${name}`, label, scope: `feature:${name}`, gates: false }, used_pct)];
  };
  return {
    limits: [
      share({ id: "billing:plan", label: "Plan", gates: !unlimited }, planPct(block)),
      ...part("auto", "Plan, Auto"),
      ...part("api", "Plan, API"),
    ],
    unknown_keys: unknownKeys(block, PLAN, path),
  };
}

/** Percent as told (0.44 is 0.44 %) before the money, which counts something else. */
function planPct(block: Json): number | null {
  const total = numberOf(block["totalPercentUsed"]);
  if (total !== null) return total;
  const auto = numberOf(block["autoPercentUsed"]);
  const api = numberOf(block["apiPercentUsed"]);
  if (auto !== null && api !== null) return (auto + api) / 2;
  const limit = numberOf(block["limit"]);
  const used = numberOf(block["used"]) ?? numberOf(block["includedSpend"]);
  return limit !== null && limit > 0 && used !== null ? (used / limit) * 100 : null;
}

export interface Meter extends Pick<Limit, "id" | "label" | "scope" | "gates" | "resets_at"> {
  unlimited: boolean;
  /** Where the block stands in the answer. */
  path: string;
}

/** The largest number of 32 bits stands for no limit. */
const NO_LIMIT_CENTS = 2_147_483_647;

/** Money in cents. Without a limit it has no cap if it is switched on, and is nothing if it is not. */
export function cursorSpend(
  { path, unlimited, resets_at, ...told }: Meter,
  block: unknown,
  now: number,
): Partial<Rows> {
  if (block === undefined || block === null) return {};
  if (!isObject(block)) return unreadable;
  const unknown_keys = unknownKeys(block, ["enabled", "used", "limit", "remaining"], path);
  const enabled = booleanOf(block["enabled"]);
  const cents = numberOf(block["limit"]);
  const max = cents === null || cents >= NO_LIMIT_CENTS ? null : cents / 100;
  if (max === null && enabled !== true) return { unknown_keys };
  if (told.gates && enabled === false) return { unknown_keys };
  const capped = max !== null && !unlimited;
  const left = numberOf(block["remaining"]);
  const used = numberOf(block["used"]);
  const limit = limitOf(
    {
      ...told,
      kind: "spend",
      unit: "currency",
      currency: "USD",
      enabled,
      used: used === null ? null : used / 100,
      max,
      remaining: used === null && left !== null && max !== null ? left / 100 : null,
      cap: capped
        ? "limited"
        : max === null && isUncapped(block)
          ? "no_cap"
          : unlimited
            ? "unlimited"
            : "unknown",
      resets_at: max === null ? null : resets_at,
    },
    now,
  );
  return { limits: [limit], unknown_keys };
}

/** Told to have no limit, not merely silent or garbled. */
const isUncapped = (block: Json) => block["limit"] === null || numberOf(block["limit"]) !== null;

/** Counts a block that is there and is none. */
export const unlessObject = (value: unknown) =>
  value === undefined || value === null || isObject(value) ? {} : unreadable;
