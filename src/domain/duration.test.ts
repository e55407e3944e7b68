import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDuration, formatSpan } from "./duration.ts";

const spaced = (text: string) => text.replaceAll(" ", "\u00A0");

describe("a duration", () => {
  it.each([
    [0, "0 s", "0 seconds"],
    [0.999, "0 s", "0 seconds"],
    [1, "1 s", "1 second"],
    [59.999, "59 s", "59 seconds"],
    [60, "1 m", "1 minute"],
    [61, "1 m 1 s", "1 minute 1 second"],
    [3599, "59 m 59 s", "59 minutes 59 seconds"],
    [3600, "1 h", "1 hour"],
    [3601, "1 h", "1 hour"],
    [8040, "2 h 14 m", "2 hours 14 minutes"],
    [8099, "2 h 14 m", "2 hours 14 minutes"],
    [86_399, "23 h 59 m", "23 hours 59 minutes"],
    [86_400, "1 d", "1 day"],
    [86_459, "1 d", "1 day"],
    [90_000, "1 d 1 h", "1 day 1 hour"],
    [1_196_699, "13 d 20 h", "13 days 20 hours"],
    [-1, "0 s", "0 seconds"],
    [NaN, "0 s", "0 seconds"],
    [Infinity, "0 s", "0 seconds"],
    [-Infinity, "0 s", "0 seconds"],
  ])("of %s s is %s", (seconds, narrow, long) => {
    expect(formatDuration(seconds)).toBe(spaced(narrow));
    expect(formatDuration(seconds, "en", "long")).toBe(spaced(long));
  });

  it("speaks the reader's language", () => {
    expect(formatDuration(8040, "de", "long")).toBe(spaced("2 Stunden 14 Minuten"));
  });

  it("never breaks, is never negative and always a number with its unit", () => {
    fc.assert(
      fc.property(fc.double(), (seconds) => {
        expect(formatDuration(seconds)).toMatch(/^\d+\u00A0[dhms](?:\u00A0\d+\u00A0[hms])?$/);
      }),
      { seed: 8, numRuns: 1000 },
    );
  });

  it("is short of the truth by less than its smaller unit", () => {
    const size: Record<string, number> = { d: 86_400, h: 3600, m: 60, s: 1 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * 86_400 }), (seconds) => {
        const read = [...formatDuration(seconds).matchAll(/(\d+)\u00A0(\w)/g)].reduce(
          (sum, [, count, unit]) => sum + Number(count) * (size[unit ?? ""] ?? NaN),
          0,
        );
        const precision = seconds >= 86_400 ? 3600 : seconds >= 3600 ? 60 : 1;
        expect(seconds - read).toBeGreaterThanOrEqual(0);
        expect(seconds - read).toBeLessThan(precision);
      }),
      { seed: 9, numRuns: 1000 },
    );
  });
});

describe("a span", () => {
  it.each([
    [1, "second"],
    [60, "minute"],
    [3600, "hour"],
    [86_400, "day"],
    [7200, "2 hours"],
    [5400, "1 hour 30 minutes"],
    [18_000, "5 hours"],
    [604_800, "7 days"],
  ])("of %s s is called %s", (seconds, name) => expect(formatSpan(seconds)).toBe(spaced(name)));
});
