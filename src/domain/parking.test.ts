import { describe, expect, it } from "vitest";
import type { Refusal } from "../contract/refusal.ts";
import { isOfVendor } from "./isOfVendor.ts";
import { canWait } from "./parking.ts";

const AT = "2026-05-20T12:00:00.000Z";
const window = { used: 1, max: 1, window_seconds: 60 };
const cap = { utilization_pct: 92, threshold_pct: 90 };
const compute = { used_seconds: 1, quota_seconds: 1, resets_at: AT, upgrade_url: null };

const cases: [string, Refusal, { waits: boolean; looks: boolean }][] = [
  [
    "the month's compute",
    { reason: "compute_quota_exceeded", ...compute },
    { waits: true, looks: false },
  ],
  [
    "a session to be stopped",
    { reason: "session_limit_reached", running: 1, max: 1, sessions: [] },
    { waits: false, looks: false },
  ],
  [
    "a cap of the session window",
    { reason: "session_threshold", ...cap, resets_at: AT },
    { waits: true, looks: true },
  ],
  [
    "a cap without a known reset",
    { reason: "week_threshold", ...cap, resets_at: null },
    { waits: true, looks: true },
  ],
  [
    "the run window",
    { reason: "run_quota_exhausted", ...window, next_slot_at: AT },
    { waits: true, looks: false },
  ],
  [
    "a policy that allows no runs",
    { reason: "run_quota_exhausted", ...window, next_slot_at: null },
    { waits: false, looks: false },
  ],
  [
    "accounts that nobody knows the reset of",
    {
      reason: "accounts_depleted",
      provider: "claude",
      skipped: [],
      resets_at: null,
      next_look_at: AT,
    },
    { waits: true, looks: true },
  ],
  [
    "a plan's quota",
    { reason: "quota_exhausted", feature: "x", quota_resets_at: AT, purchase_url: null },
    { waits: true, looks: false },
  ],
  [
    "a plan's quota without a reset",
    { reason: "quota_exhausted", feature: "x", quota_resets_at: null, purchase_url: null },
    { waits: false, looks: false },
  ],
  [
    "credits to be bought",
    { reason: "insufficient_credits", feature: "x", purchase_url: null },
    { waits: false, looks: false },
  ],
  [
    "an engine that does not answer",
    { reason: "limits_unavailable", engine: "counters", retry_after_seconds: 5 },
    { waits: true, looks: false },
  ],
];

describe.each(cases)("%s", (_, refusal, { waits, looks }) => {
  it(`may lift by waiting: ${waits}`, () => expect(canWait([refusal])).toBe(waits));
  it(`has lifted only when it was seen to: ${looks}`, () =>
    expect(isOfVendor(refusal)).toBe(looks));
});

it("is not worth waiting if one of several needs an act", () => {
  const [first, , , , , never] = cases.map(([, refusal]) => refusal);
  expect(canWait([first!, never!])).toBe(false);
});
