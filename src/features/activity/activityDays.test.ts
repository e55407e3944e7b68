import { describe, expect, it } from "vitest";
import type { ActivityEntry } from "../../contract/activity.ts";
import { activityDays, dayWords } from "./activityDays.ts";

const BERLIN = { timeZone: "Europe/Berlin" };
const entry = (at: string): ActivityEntry => ({
  id: at,
  at,
  kind: "account_added",
  text: "",
  user_id: null,
  account_id: null,
});
const days = (...moments: string[]) =>
  activityDays(moments.map(entry), BERLIN).map(({ day, entries }) => [day, entries.length]);

describe("days of activity", () => {
  it.each<[string, string[], [string, number][]]>([
    ["nothing", [], []],
    [
      "the last millisecond of a day and the first of the next, where the reader is",
      ["2026-03-09T23:00:00.000Z", "2026-03-09T22:59:59.999Z"],
      [
        ["10 Mar 2026", 1],
        ["9 Mar 2026", 1],
      ],
    ],
    [
      "a day that has 25 hours",
      ["2026-10-25T22:59:59.999Z", "2026-10-24T22:00:00.000Z"],
      [["25 Oct 2026", 2]],
    ],
    [
      "the same date of two years",
      ["2026-03-10T12:00:00.000Z", "2025-03-10T12:00:00.000Z"],
      [
        ["10 Mar 2026", 1],
        ["10 Mar 2025", 1],
      ],
    ],
  ])("hold %s", (_, moments, expected) => {
    expect(days(...moments)).toEqual(expected);
  });

  it.each([
    ["today, until its last millisecond", "2026-03-10T22:59:59.999Z", "Today"],
    ["another day from then on", "2026-03-10T23:00:00.000Z", "10 Mar"],
    ["a day of another year", "2027-01-02T12:00:00.000Z", "10 Mar 2026"],
  ])("are called by what they are: %s", (_, now, words) => {
    const [day] = activityDays([entry("2026-03-10T00:00:00.000Z")], BERLIN);
    expect(day && dayWords(day, Date.parse(now), BERLIN)).toBe(words);
  });
});
