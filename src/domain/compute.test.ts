import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ComputeUsage } from "../contract/sessions.ts";
import {
  computeLimit,
  computeRefusal,
  dayStart,
  isAtUsageQuota,
  nextPeriod,
  periodOf,
  periodStart,
} from "./compute.ts";

const NOW = Date.parse("2026-05-20T12:00:00.000Z");

const usage = (more: Partial<ComputeUsage> = {}): ComputeUsage => ({
  monthly_seconds: 3600,
  monthly_quota_seconds: 18_000,
  daily_seconds: 60,
  tier: "trial",
  period: "2026-05",
  resets_at: "2026-06-01T00:00:00.000Z",
  observed_at: "2026-05-20T12:00:00.000Z",
  upgrade_url: "https://example.com/upgrade",
  ...more,
});

describe("the period", () => {
  it.each([
    ["2026-05-31T23:59:59.999Z", "2026-05", "2026-05-01", "2026-06-01", "2026-05-31"],
    ["2026-06-01T00:00:00.000Z", "2026-06", "2026-06-01", "2026-07-01", "2026-06-01"],
    ["2026-12-31T23:59:59.999Z", "2026-12", "2026-12-01", "2027-01-01", "2026-12-31"],
    ["2027-01-01T00:00:00.000Z", "2027-01", "2027-01-01", "2027-02-01", "2027-01-01"],
    ["2028-02-29T12:00:00.000Z", "2028-02", "2028-02-01", "2028-03-01", "2028-02-29"],
    // A new month where the reader sits is not a new month here.
    ["2026-05-31T22:30:00.000Z", "2026-05", "2026-05-01", "2026-06-01", "2026-05-31"],
  ])("of %s is %s, in UTC wherever one reads it", (at, period, start, next, day) => {
    const now = Date.parse(at);
    expect(periodOf(now)).toBe(period);
    expect(periodStart(now)).toBe(Date.parse(`${start}T00:00:00.000Z`));
    expect(nextPeriod(now)).toBe(`${next}T00:00:00.000Z`);
    expect(dayStart(now)).toBe(Date.parse(`${day}T00:00:00.000Z`));
  });
});

const edges: [what: string, given: ComputeUsage | null, at: boolean][] = [
  ["unknown usage", null, false],
  ["half a second below", usage({ monthly_seconds: 17_999.5 }), false],
  ["at the quota", usage({ monthly_seconds: 18_000 }), true],
  ["above it", usage({ monthly_seconds: 18_000.001 }), true],
  ["no quota", usage({ monthly_quota_seconds: null, monthly_seconds: 1e9 }), false],
  ["a quota of 0, unused", usage({ monthly_quota_seconds: 0, monthly_seconds: 0 }), true],
  ["a total of last month", usage({ period: "2026-04", monthly_seconds: 99_999 }), false],
  ["a total of a month to come", usage({ period: "2026-06", monthly_seconds: 99_999 }), false],
  [
    "a quota of 0, known from last month",
    usage({ period: "2026-04", monthly_quota_seconds: 0 }),
    true,
  ],
];

describe("at the quota", () => {
  it.each(edges)("%s: is it at it?", (_, given, at) => {
    expect(isAtUsageQuota(given, NOW)).toBe(at);
    expect(computeRefusal(given, NOW) !== null).toBe(at);
  });

  it("stands until the month turns, and no millisecond longer", () => {
    const turn = Date.parse("2026-06-01T00:00:00.000Z");
    const spent = usage({ monthly_seconds: 18_000 });
    expect(isAtUsageQuota(spent, turn - 1)).toBe(true);
    expect(isAtUsageQuota(spent, turn)).toBe(false);
  });

  it("refuses with what is used, out of what, and until when", () => {
    expect(computeRefusal(usage({ monthly_seconds: 18_001 }), NOW)).toEqual({
      reason: "compute_quota_exceeded",
      used_seconds: 18_001,
      quota_seconds: 18_000,
      resets_at: "2026-06-01T00:00:00.000Z",
      upgrade_url: "https://example.com/upgrade",
    });
  });

  it("names the reset of the month in which it is asked", () => {
    const old = usage({ period: "2026-04", resets_at: "2026-05-01T00:00:00.000Z" });
    expect(computeRefusal({ ...old, monthly_quota_seconds: 0 }, NOW)).toMatchObject({
      used_seconds: 0,
      resets_at: "2026-06-01T00:00:00.000Z",
    });
  });
});

describe("the limit", () => {
  it("counts to the month's end, in seconds", () => {
    expect(computeLimit(usage())).toMatchObject({
      used: 3600,
      max: 18_000,
      remaining: 14_400,
      used_pct: 20,
      cap: "limited",
      window_seconds: 31 * 86_400,
      resets_at: "2026-06-01T00:00:00.000Z",
      depleted: false,
      gates: true,
    });
  });

  it.each([
    [
      "nothing is left above the quota",
      { monthly_seconds: 20_000 },
      { remaining: 0, depleted: true },
    ],
    [
      "no quota has no share and never depletes",
      { monthly_quota_seconds: null },
      { max: null, remaining: null, used_pct: null, cap: "unlimited", depleted: false },
    ],
    [
      "a quota of 0 has no share, and is depleted unused",
      { monthly_quota_seconds: 0, monthly_seconds: 0 },
      { used_pct: null, cap: "limited", depleted: true, remaining: 0 },
    ],
  ] as const)("%s", (_, given, limit) => {
    expect(computeLimit(usage(given))).toMatchObject(limit);
  });

  it("is depleted just where a start is refused, for a total of this month", () => {
    const seconds = fc.double({ min: 0, max: 40_000, noNaN: true });
    fc.assert(
      fc.property(seconds, fc.option(seconds), (monthly_seconds, monthly_quota_seconds) => {
        const given = usage({ monthly_seconds, monthly_quota_seconds });
        expect(computeLimit(given).depleted).toBe(isAtUsageQuota(given, NOW));
      }),
      { seed: 20260301 },
    );
  });
});
