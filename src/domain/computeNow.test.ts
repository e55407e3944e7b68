import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toInstant } from "../contract/instant.ts";
import type { ComputeUsage } from "../contract/sessions.ts";
import { computeSecondsAt, statusChangesAt, usageAt } from "./computeNow.ts";

const AT = Date.parse("2026-05-20T12:00:00.000Z");
const RESET = "2026-06-01T00:00:00.000Z";
const MINUTE_TO_MIDNIGHT = "2026-05-20T23:59:00.000Z";

const usageOf = (more: Partial<ComputeUsage> = {}): ComputeUsage => ({
  monthly_seconds: 3600,
  monthly_quota_seconds: 18_000,
  daily_seconds: 60,
  tier: "trial",
  period: "2026-05",
  resets_at: RESET,
  observed_at: toInstant(AT),
  upgrade_url: null,
  ...more,
});

describe("when the status changes without a word", () => {
  it.each([
    ["nothing works: at the month's turn only", usageOf(), 0, [RESET]],
    [
      "one works: in half a minute, and when it has used the month up",
      usageOf({ monthly_seconds: 17_990 }),
      1,
      ["2026-05-20T12:00:30.000Z", "2026-05-20T12:00:10.000Z", RESET],
    ],
    [
      "one works: when it comes to each warning",
      usageOf({ monthly_seconds: 14_390 }),
      1,
      [
        "2026-05-20T12:00:30.000Z",
        "2026-05-20T12:00:10.000Z",
        "2026-05-20T12:45:10.000Z",
        "2026-05-20T13:00:10.000Z",
        RESET,
      ],
    ],
    [
      "two work: the month is used up twice as soon",
      usageOf({ monthly_seconds: 17_990 }),
      2,
      ["2026-05-20T12:00:30.000Z", "2026-05-20T12:00:05.000Z", RESET],
    ],
    [
      "one works without a quota: nothing is ever used up",
      usageOf({ monthly_quota_seconds: null }),
      1,
      ["2026-05-20T12:00:30.000Z", RESET],
    ],
    [
      "one works on at the quota: until it is stopped, it is looked at",
      usageOf({ monthly_seconds: 18_000 }),
      1,
      ["2026-05-20T12:00:30.000Z", RESET],
    ],
  ])("%s", (_, usage, working, moments) => {
    expect(statusChangesAt({ usage, working }).filter((moment) => moment !== null)).toEqual(
      moments,
    );
  });
});

describe("the usage between two answers", () => {
  it.each<[string, Partial<ComputeUsage>, number, number, number, number]>([
    ["at the answer is the answer's", {}, 1, 0, 3600, 60],
    ["grows with one that works", {}, 1, 10, 3610, 70],
    ["grows faster with three", {}, 3, 10, 3630, 90],
    ["stands while nothing works", {}, 0, 10, 3600, 60],
    ["does not shrink under a clock that is behind", {}, 1, -10, 3600, 60],
    ["grows for a minute without an answer", {}, 1, 60, 3660, 120],
    ["and no further", {}, 1, 3600, 3660, 120],
    ["ends at the quota, which stops what works", { monthly_seconds: 17_995 }, 1, 9, 18_000, 65],
    ["stands above the quota", { monthly_seconds: 18_001 }, 1, 9, 18_001, 60],
    ["grows without a quota", { monthly_quota_seconds: null }, 1, 9, 3609, 69],
    ["today begins at midnight, UTC", { observed_at: MINUTE_TO_MIDNIGHT }, 2, 43_205, 3720, 0],
  ])("%s", (_, more, working, later, monthly, daily) => {
    expect(usageAt(usageOf(more), working, AT + later * 1000)).toMatchObject({
      monthly_seconds: monthly,
      daily_seconds: daily,
    });
  });

  it("counts today from midnight on", () => {
    const late = usageOf({ observed_at: "2026-05-20T23:59:50.000Z" });
    const now = Date.parse("2026-05-21T00:00:05.000Z");
    expect(usageAt(late, 2, now)).toMatchObject({ monthly_seconds: 3630, daily_seconds: 10 });
  });

  it("ends with the month", () => {
    const late = usageOf({ observed_at: "2026-05-31T23:59:50.000Z" });
    expect(usageAt(late, 1, Date.parse(RESET) + 20_000).monthly_seconds).toBe(3610);
  });

  it("never shrinks, never passes the quota, and says when somebody looked", () => {
    const seconds = fc.integer({ min: 0, max: 40_000 });
    fc.assert(
      fc.property(
        seconds,
        fc.option(seconds),
        fc.integer({ min: 0, max: 5 }),
        seconds,
        (monthly_seconds, monthly_quota_seconds, working, later) => {
          const usage = usageOf({ monthly_seconds, monthly_quota_seconds });
          const grown = usageAt(usage, working, AT + later * 1000);
          expect(grown.monthly_seconds).toBeGreaterThanOrEqual(monthly_seconds);
          expect(grown.monthly_seconds).toBeLessThanOrEqual(
            Math.max(monthly_seconds, monthly_quota_seconds ?? Number.POSITIVE_INFINITY),
          );
          expect(grown.observed_at).toBe(usage.observed_at);
        },
      ),
      { seed: 20260520 },
    );
  });
});

describe("the seconds of one run", () => {
  const run = { compute_seconds: 100, started_at: toInstant(AT - 100_000), finished_at: null };
  it.each([
    ["grow while it runs", run, 10, 110],
    ["do not shrink under a clock that is behind", run, -10, 100],
    ["stand once it is over", { ...run, finished_at: toInstant(AT) }, 10, 100],
    ["stand before it begins", { ...run, compute_seconds: 0, started_at: null }, 10, 0],
  ])("%s", (_, given, later, seconds) => {
    expect(computeSecondsAt(given, toInstant(AT), AT + later * 1000)).toBe(seconds);
  });
});
