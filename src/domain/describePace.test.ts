import { describe, expect, it } from "vitest";
import type { ComputeUsage } from "../contract/sessions.ts";
import { computeLimit, reachesQuotaAt } from "./compute.ts";
import { describePace } from "./describePace.ts";
import { describeUse } from "./describeUse.ts";
import { formatHours } from "./duration.ts";

const usageOf = (more: Partial<ComputeUsage> = {}): ComputeUsage => ({
  monthly_seconds: 1000,
  monthly_quota_seconds: 3000,
  daily_seconds: 0,
  tier: "member",
  period: "2026-06",
  resets_at: "2026-07-01T00:00:00.000Z",
  observed_at: "2026-06-11T00:00:00.000Z",
  upgrade_url: null,
  ...more,
});
const plain = (text: string | null) => text?.replaceAll("\u00a0", " ") ?? null;

describe("the month's pace", () => {
  it.each<[string, Partial<ComputeUsage>, string | null]>([
    ["lasts when it ends with the month", {}, "At this pace it lasts the month."],
    ["is used up a day before", { monthly_seconds: 1035 }, "At this pace it is used up on 29 Jun."],
    ["lasts while nothing is used", { monthly_seconds: 0 }, "At this pace it lasts the month."],
    ["is not told at the quota", { monthly_seconds: 3000 }, null],
    ["is not told without a quota", { monthly_quota_seconds: null }, null],
    ["is not told of another month", { period: "2026-05" }, null],
    ["is not told in the first day", { observed_at: "2026-06-01T23:59:59.999Z" }, null],
    [
      "is told from the second day on",
      { observed_at: "2026-06-02T00:00:00.000Z" },
      "At this pace it is used up on 4 Jun.",
    ],
  ])("%s", (_, more, expected) => {
    const now = Date.parse("2026-06-11T00:00:05.000Z");
    expect(describePace(usageOf(more), 0, now, { timeZone: "UTC" })).toBe(expected);
  });

  it.each<[string, number, Partial<ComputeUsage>, string | null]>([
    ["what runs reaches the quota first", 2, {}, "With what runs now it is used up in 16 m 35 s."],
    [
      "also in the first day",
      1,
      { observed_at: "2026-06-11T00:00:00.000Z" },
      "With what runs now it is used up in 33 m 15 s.",
    ],
    [
      "the month comes first",
      1,
      { monthly_quota_seconds: 9_000_000 },
      "At this pace it lasts the month.",
    ],
    [
      "it would have to run for a day",
      1,
      { monthly_quota_seconds: 1000 + 86_405 },
      "At this pace it lasts the month.",
    ],
    [
      "it has to run for less",
      1,
      { monthly_quota_seconds: 1000 + 86_404 },
      "With what runs now it is used up in 23 h 59 m.",
    ],
    ["there is no quota", 3, { monthly_quota_seconds: null }, null],
    ["it is of another month", 3, { period: "2026-05" }, null],
  ])("while something runs: %s", (_, working, more, expected) => {
    const now = Date.parse("2026-06-11T00:00:05.000Z");
    expect(plain(describePace(usageOf(more), working, now, { timeZone: "UTC" }))).toBe(expected);
  });
});

describe("the moment at which what runs reaches the quota", () => {
  it.each<[string, Partial<ComputeUsage>, number, string | null]>([
    ["is as far as one session's seconds", {}, 1, "2026-06-11T00:33:20.000Z"],
    ["is half as far for two", {}, 2, "2026-06-11T00:16:40.000Z"],
    ["is none where nothing runs", {}, 0, null],
    ["is none without a quota", { monthly_quota_seconds: null }, 1, null],
    ["is none at the quota", { monthly_seconds: 3000 }, 1, null],
    ["is none beyond the month", { monthly_quota_seconds: 10_000_000 }, 1, null],
  ])("%s", (_, more, working, expected) => {
    expect(reachesQuotaAt(usageOf(more), working)).toBe(expected);
  });
});

describe("compute in words", () => {
  it.each([
    [0, "0 s"],
    [59, "59 s"],
    [60, "1 m"],
    [3599, "59 m"],
    [3600, "1 h"],
    [8040, "2 h 14 m"],
    [288_000, "80 h"],
    [-5, "0 s"],
    [Number.NaN, "0 s"],
  ])("tells %d seconds as %s", (seconds, words) => {
    expect(plain(formatHours(seconds))).toBe(words);
  });

  it.each<[Partial<ComputeUsage>, string]>([
    [{ monthly_seconds: 8040, monthly_quota_seconds: 288_000 }, "2 h 14 m of 80 h used"],
    [{ monthly_quota_seconds: null }, "Unlimited"],
    [{ monthly_seconds: 0, monthly_quota_seconds: 0 }, "0 s of 0 s used"],
  ])("says of %j: %s", (more, words) => {
    expect(plain(describeUse(computeLimit(usageOf(more))))).toBe(words);
  });

  it("says how much is left where only that is known", () => {
    const limit = { ...computeLimit(usageOf()), used: null, used_pct: null, remaining: 5400 };
    expect(plain(describeUse(limit))).toBe("1 h 30 m left");
  });
});
