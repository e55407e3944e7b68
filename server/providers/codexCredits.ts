import type { Instant } from "../../src/contract/instant.ts";
import type { Limit } from "../../src/contract/limit.ts";
import {
  booleanOf,
  instantOf,
  isMistyped,
  isObject,
  type Json,
  numberOf,
  objectOf,
} from "./lenient.ts";
import { limitOf } from "./limitOf.ts";
import { instantIn } from "./report.ts";

/** What may be bought to go on beyond the windows; it gates nothing. */
export function creditsOf(credits: unknown, now: number): (Limit | null)[] {
  if (credits === null || credits === undefined) return [];
  if (!isObject(credits) || isMistyped(credits.balance)) return [null];
  const { unlimited, has_credits } = credits;
  const remaining = unlimited === true ? null : numberOf(credits.balance);
  return [
    limitOf(
      {
        id: "credits",
        label: "Credits",
        kind: "balance",
        unit: "credits",
        remaining,
        cap: unlimited === true ? "unlimited" : remaining === null ? "unknown" : "limited",
        gates: false,
        ...(unlimited !== true && remaining === null && has_credits === false
          ? { depleted: true }
          : {}),
      },
      now,
    ),
  ];
}

/** What a workspace lets one member spend: decimal strings of a unit that nobody documents. */
export function spendControlOf(body: Json, now: number, serverNow: number): (Limit | null)[] {
  const homes = [body, objectOf(body.rate_limit)];
  const control = homes.map((home) => home.spend_control).find(isObject);
  const limit = [control, ...homes].map((home) => home?.individual_limit).find((at) => at ?? false);
  if (limit === undefined) return [];
  if (!isObject(limit)) return [null];
  const { used, remaining, used_percent } = limit;
  if ([used, limit.limit, remaining, used_percent].some(isMistyped)) return [null];
  const max = numberOf(limit.limit);
  const used_pct = numberOf(used_percent);
  return [
    limitOf(
      {
        id: "spend_control",
        label: "Workspace spend limit",
        kind: "spend",
        unit: "provider_units",
        used: numberOf(used),
        max,
        remaining: numberOf(remaining),
        ...(used_pct === null ? {} : { used_pct }),
        cap: max === null ? "unknown" : "limited",
        resets_at:
          instantOf(limit.reset_at) ?? instantIn(numberOf(limit.reset_after_seconds), serverNow),
        gates: false,
        enabled: true,
        ...(booleanOf(control?.reached) === true ? { depleted: true } : {}),
      },
      now,
    ),
  ];
}

/** Resets that a person may spend by hand; they are never spent here. */
export function savedResetsOf(saved: unknown, now: number): (Limit | null)[] {
  if (saved === null || saved === undefined) return [];
  const count = numberOf(objectOf(saved).available_count);
  return [savedResets(count, null, now)];
}

/** Null where the count is none; a negative one makes the whole answer invalid. */
export const savedResets = (
  count: number | null,
  expires_at: Instant | null,
  now: number,
): Limit | null =>
  count === null || count < 0 || !Number.isInteger(count)
    ? null
    : limitOf(
        {
          id: "reset_credits",
          label: "Saved resets",
          kind: "grant",
          unit: "resets",
          remaining: count,
          expires_at,
          gates: false,
          depleted: null,
        },
        now,
      );
