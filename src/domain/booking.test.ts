import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayOf, firstDayOf, secondsIn, splitByDay } from "./booking.ts";

const at = (instant: string) => Date.parse(instant);

describe("compute seconds", () => {
  it.each<[string, number, string, [string, number][]]>([
    ["within a day", 60, "2026-05-20T12:00:00.000Z", [["2026-05-20", 60]]],
    ["from midnight on", 60, "2026-05-20T00:01:00.000Z", [["2026-05-20", 60]]],
    [
      "over midnight",
      60,
      "2026-05-20T00:00:20.000Z",
      [
        ["2026-05-19", 40],
        ["2026-05-20", 20],
      ],
    ],
    [
      "over the end of a month",
      15,
      "2026-06-01T00:00:05.000Z",
      [
        ["2026-05-31", 10],
        ["2026-06-01", 5],
      ],
    ],
    ["up to midnight exactly", 15, "2026-06-01T00:00:00.000Z", [["2026-05-31", 15]]],
    ["of a millisecond after it", 0.001, "2026-06-01T00:00:00.001Z", [["2026-06-01", 0.001]]],
    [
      "over more than a day",
      90_000,
      "2026-05-20T00:30:00.000Z",
      [
        ["2026-05-18", 1800],
        ["2026-05-19", 86_400],
        ["2026-05-20", 1800],
      ],
    ],
    ["of none", 0, "2026-05-20T12:00:00.000Z", []],
    ["of less than none", -5, "2026-05-20T12:00:00.000Z", []],
    ["of nothing known", Number.NaN, "2026-05-20T12:00:00.000Z", []],
    ["without an end", Number.POSITIVE_INFINITY, "2026-05-20T12:00:00.000Z", []],
  ])("%s are booked on their days", (_, seconds, now, parts) =>
    expect(splitByDay(seconds, at(now)).map(({ day, seconds }) => [day, seconds])).toEqual(parts),
  );

  it("are never lost and never made by splitting", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400_000_000 }),
        fc.integer({ min: at("2025-12-30T00:00:00.000Z"), max: at("2026-03-03T00:00:00.000Z") }),
        (ms, now) => {
          const parts = splitByDay(ms / 1000, now);
          const total = parts.reduce((sum, { seconds }) => sum + seconds, 0);
          expect(total).toBeCloseTo(ms / 1000, 6);
          expect(parts.every(({ seconds }) => seconds > 0 && seconds <= 86_400)).toBe(true);
          expect(parts.map(({ day }) => day)).toEqual(parts.map(({ day }) => day).toSorted());
        },
      ),
      { seed: 3 },
    );
  });

  it("of the month and of the day are those of their days, and no others", () => {
    const parts = [
      { day: "2026-04-30", seconds: 1 },
      { day: "2026-05-01", seconds: 2 },
      { day: "2026-05-20", seconds: 4 },
      { day: "2026-05-31", seconds: 8 },
      { day: "2026-06-01", seconds: 16 },
      { day: "2027-05-20", seconds: 32 },
    ];
    expect(secondsIn(parts, at("2026-05-20T12:00:00.000Z"))).toEqual({
      monthly_seconds: 14,
      daily_seconds: 4,
    });
    expect(secondsIn(parts, at("2026-06-01T00:00:00.000Z"))).toEqual({
      monthly_seconds: 16,
      daily_seconds: 16,
    });
  });

  it.each([
    ["2026-05-31T23:59:59.999Z", "2026-05-31", "2026-05-01"],
    ["2026-06-01T00:00:00.000Z", "2026-06-01", "2026-06-01"],
    ["2026-12-31T12:00:00.000Z", "2026-12-31", "2026-12-01"],
  ])("%s is of %s, in the month of %s", (now, day, first) =>
    expect([dayOf(at(now)), firstDayOf(at(now))]).toEqual([day, first]),
  );
});
