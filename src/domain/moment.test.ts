import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toInstant } from "../contract/instant.ts";
import { formatAge, formatCountdown, formatMoment, formatRoughAge } from "./moment.ts";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");
const DAY = 86_400_000;
const BERLIN = { timeZone: "Europe/Berlin" };
const spaced = (text: string | null) => text?.replaceAll(" ", "\u00A0") ?? null;
const decade = fc.integer({ min: 0, max: 3650 * DAY }).map((ms) => NOW + ms);

describe("a countdown", () => {
  it.each([
    [1, "1 s"],
    [999, "1 s"],
    [1000, "1 s"],
    [1001, "2 s"],
    [59_001, "1 m"],
    [8_040_000, "2 h 14 m"],
    [0, null],
    [-1, null],
    [-DAY, null],
  ])("%s ms before its moment reads %s", (left, text) => {
    expect(formatCountdown(toInstant(NOW + left), NOW)).toBe(spaced(text));
  });

  it("can be read out", () => {
    expect(formatCountdown(toInstant(NOW + 61_000), NOW, "en", "long")).toBe(
      spaced("1 minute 1 second"),
    );
  });

  it("is gone once its moment is there, and never reads 0 or less before", () => {
    const near = fc
      .tuple(decade, fc.integer({ min: -2000, max: 2000 }))
      .map(([a, d]) => [a, a + d]);
    fc.assert(
      fc.property(fc.oneof(near, fc.tuple(decade, decade)), ([now = 0, until = 0]) => {
        const text = formatCountdown(toInstant(until), now);
        expect(until > now ? /^[1-9]/.test(text ?? "") : text === null).toBe(true);
      }),
      { seed: 10, numRuns: 1000 },
    );
  });
});

describe("a moment", () => {
  it.each([
    ["today", "2026-12-24T12:00:00Z", "2026-12-24T13:30:00Z", "14:30 CET"],
    ["today, past", "2026-12-24T12:00:00Z", "2026-12-24T07:05:00Z", "08:05 CET"],
    ["today's first minute", "2026-12-24T12:00:00Z", "2026-12-23T23:00:00Z", "00:00 CET"],
    ["the last minute before", "2026-12-24T12:00:00Z", "2026-12-23T22:59:00Z", "Wed 23:59 CET"],
    ["tomorrow's first minute", "2026-12-24T22:59:00Z", "2026-12-24T23:00:00Z", "Fri 00:00 CET"],
    ["five days ahead", "2026-12-24T12:00:00Z", "2026-12-29T13:30:00Z", "Tue 14:30 CET"],
    [
      "a millisecond within six days",
      "2026-12-18T13:30:00.001Z",
      "2026-12-24T13:30:00Z",
      "Thu 14:30 CET",
    ],
    ["six days ahead", "2026-12-18T13:30:00Z", "2026-12-24T13:30:00Z", "24 Dec 2026, 14:30 CET"],
    ["six days ago", "2026-12-30T13:30:00Z", "2026-12-24T13:30:00Z", "24 Dec 2026, 14:30 CET"],
    ["a month ahead", "2026-11-24T12:00:00Z", "2026-12-24T13:30:00Z", "24 Dec 2026, 14:30 CET"],
    [
      "the same day of another year",
      "2025-12-24T12:00:00Z",
      "2026-12-24T12:00:00Z",
      "24 Dec 2026, 13:00 CET",
    ],
    ["after the clocks go forward", "2026-03-28T23:30:00Z", "2026-03-29T01:30:00Z", "03:30 CEST"],
    ["just before they do", "2026-03-28T23:30:00Z", "2026-03-29T00:59:00Z", "01:59 CET"],
    [
      "the first 02:30 as they go back",
      "2026-10-24T22:30:00Z",
      "2026-10-25T00:30:00Z",
      "02:30 CEST",
    ],
    ["the second 02:30", "2026-10-24T22:30:00Z", "2026-10-25T01:30:00Z", "02:30 CET"],
    [
      "the last hour of that day, 25 h long",
      "2026-10-24T22:00:00Z",
      "2026-10-25T22:59:00Z",
      "23:59 CET",
    ],
    [
      "a week ahead by name, as a day was short",
      "2026-03-23T22:30:00Z",
      "2026-03-29T22:29:00Z",
      "30 Mar 2026, 00:29 CEST",
    ],
  ])("%s", (_, now, at, text) => expect(formatMoment(at, Date.parse(now), BERLIN)).toBe(text));

  it("is told in the reader's own zone and language", () => {
    const at = "2026-12-24T13:30:00Z";
    expect(formatMoment(at, NOW, { timeZone: "UTC" })).toBe("24 Dec 2026, 13:30 UTC");
    expect(formatMoment(at, Date.parse(at), { timeZone: "Asia/Kolkata" })).toMatch(/^19:00 /);
    expect(formatMoment(at, Date.parse(at) - DAY, { locale: "de", ...BERLIN })).toMatch(/^Do/);
  });

  it("never bears the name of today unless it is today", () => {
    const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short", ...BERLIN });
    const clocksGoForward = Date.parse("2026-03-29T01:00:00Z");
    const offset = fc.integer({ min: -7 * DAY, max: 7 * DAY });
    fc.assert(
      fc.property(offset, offset, (before, ahead) => {
        const now = clocksGoForward - before;
        const text = formatMoment(toInstant(now + ahead), now, BERLIN);
        expect(text).toMatch(/^(?:\w{3} |\d+ Mar 2026, |\d+ Apr 2026, )?\d\d:\d\d CES?T$/);
        expect(text.startsWith(weekday.format(now))).toBe(false);
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});

describe("an age", () => {
  it.each([
    [-DAY, "just now"],
    [0, "just now"],
    [4999, "just now"],
    [5000, "5 s ago"],
    [59_999, "59 s ago"],
    [240_000, "4 m ago"],
    [8_040_000, "2 h 14 m ago"],
  ])("of %s ms is %s", (age, text) => {
    expect(formatAge(toInstant(NOW - age), NOW).replaceAll("\u00A0", " ")).toBe(text);
  });

  it("is never negative", () => {
    fc.assert(
      fc.property(decade, decade, (at, now) => {
        expect(formatAge(toInstant(at), now)).toMatch(/^just now$|^[1-9].* ago$/);
      }),
      { seed: 12 },
    );
  });
});

describe("a rough age", () => {
  it.each([
    [-5000, "just now"],
    [0, "just now"],
    [59_999, "just now"],
    [60_000, "1 m ago"],
    [119_999, "1 m ago"],
    [120_000, "2 m ago"],
    [3_599_999, "59 m ago"],
    [8_040_000, "2 h ago"],
    [3 * DAY - 1, "2 d ago"],
    [3 * DAY, "3 d ago"],
  ])("of %s ms is %s", (age, text) => {
    expect(formatRoughAge(toInstant(NOW - age), NOW).replaceAll("\u00A0", " ")).toBe(text);
  });
});
