import { describe, expect, it } from "vitest";
import { badTimes, dueFires, nextFires } from "./cron.ts";

const NOW = Date.parse("2026-05-20T12:00:00.000Z");
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const at = (text: string) => Date.parse(text);
const iso = (moment: number) => new Date(moment).toISOString();

describe("the times of a schedule", () => {
  it.each([
    ["* * * * *", "UTC"],
    ["*/5 8-18 * * 1-5", "Europe/Berlin"],
    ["0 0 29 2 *", "America/New_York"],
    ["30 4 1,15 * MON", "Asia/Kolkata"],
  ])("may be %s in %s", (cron, timezone) => expect(badTimes({ cron, timezone }, NOW)).toEqual([]));

  it.each([
    ["* * * *", "UTC", ["cron"]],
    ["* * * * * *", "UTC", ["cron"]],
    ["@daily", "UTC", ["cron"]],
    ["61 * * * *", "UTC", ["cron"]],
    ["every day at nine o'clock", "UTC", ["cron"]],
    ["0 0 31 2 *", "UTC", ["cron"]],
    ["* * * * *", "Mars/Olympus", ["timezone"]],
    ["* * * * *", "+02:00", ["timezone"]],
    ["x", "", ["timezone", "cron"]],
  ])("may not be %s in %s", (cron, timezone, fields) =>
    expect(badTimes({ cron, timezone }, NOW).map(({ field }) => field)).toEqual(fields),
  );
});

describe("a time that the clock leaves out, or has twice", () => {
  const night = { cron: "30 2 * * *", timezone: "Europe/Berlin" };

  it("fires once after the gap", () => {
    expect(nextFires(night, at("2026-03-28T12:00:00Z"), 2)).toEqual([
      "2026-03-29T01:00:00.000Z",
      "2026-03-30T00:30:00.000Z",
    ]);
  });

  it("fires once of the two", () => {
    expect(nextFires(night, at("2026-10-24T12:00:00Z"), 2)).toEqual([
      "2026-10-25T00:30:00.000Z",
      "2026-10-26T01:30:00.000Z",
    ]);
    const second = at("2026-10-25T01:30:00Z");
    const due = dueFires(night, at("2026-10-25T00:30:00Z"), second);
    expect(due).toEqual({ fire: null, missed: null });
  });

  it.each([
    ["gap", "2026-03-28T23:00:00Z"],
    ["repeated hour", "2026-10-24T22:00:00Z"],
  ])("fires each minute of the %s that there is, and each once", (_, from) => {
    const each = { cron: "* * * * *", timezone: "Europe/Berlin" };
    for (let n = 1; n <= 300; n++) {
      const now = at(from) + n * MINUTE;
      expect(dueFires(each, now - MINUTE, now)).toEqual({ fire: iso(now), missed: null });
    }
  });
});

describe("what is due", () => {
  const each = { cron: "* * * * *", timezone: "UTC" };
  const hourly = { cron: "0 * * * *", timezone: "UTC" };

  it.each([
    ["a millisecond before its minute", each, NOW - MINUTE, NOW - 1, null, null],
    ["at its minute", each, NOW - MINUTE, NOW, NOW, null],
    ["once it has fired", each, NOW, NOW + 30 * SECOND, null, null],
    ["a minute late", hourly, NOW - 1, NOW + MINUTE, NOW, null],
    ["more than a minute late", hourly, NOW - 1, NOW + MINUTE + 1, null, [NOW, 1, false]],
    ["of two, the newest", each, NOW - 2 * MINUTE, NOW, NOW, [NOW - MINUTE, 1, false]],
    ["after ten minutes", each, NOW - 10 * MINUTE, NOW, NOW, [NOW - MINUTE, 9, false]],
    [
      "after two days",
      each,
      NOW - 2880 * MINUTE,
      NOW + 30 * SECOND,
      NOW,
      [NOW - MINUTE, 1000, true],
    ],
    ["after a day of hours", hourly, NOW - 1440 * MINUTE, NOW + 5 * MINUTE, null, [NOW, 24, false]],
  ] as const)("%s", (_, times, since, now, fire, missed) => {
    expect(dueFires(times, since, now)).toEqual({
      fire: fire && iso(fire),
      missed: missed && { last: iso(missed[0]), count: missed[1], more: missed[2] },
    });
  });
});
