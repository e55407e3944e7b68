import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromInstant, Instant, toInstant } from "./instant.ts";

const MAX_EPOCH_MS = 253_402_300_799_999; // the last millisecond of 9999

describe("an instant", () => {
  it.each([
    ["2026-05-26T05:00:00.000Z", 1_779_771_600_000],
    ["2026-05-26T05:00:00.001Z", 1_779_771_600_001],
    ["2026-05-26T05:00:00Z", 1_779_771_600_000],
    ["1970-01-01T00:00:00.000Z", 0],
    ["1969-12-31T23:59:59.999Z", -1],
    ["2024-02-29T00:00:00.000Z", 1_709_164_800_000],
    ["2026-05-26T05:00:00.123999Z", 1_779_771_600_123],
  ])("reads %s to the millisecond", (instant, epochMs) => {
    expect(Instant.parse(instant)).toBe(instant);
    expect(fromInstant(instant)).toBe(epochMs);
  });

  it("is written in UTC with milliseconds", () => {
    expect(toInstant(1_779_771_600_000)).toBe("2026-05-26T05:00:00.000Z");
  });

  it("comes back as it was written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_EPOCH_MS }), (epochMs) => {
        expect(fromInstant(Instant.parse(toInstant(epochMs)))).toBe(epochMs);
      }),
      { seed: 1 },
    );
  });

  it.each([
    ["without a zone", "2026-05-26T05:00:00.000"],
    ["with an offset", "2026-05-26T05:00:00.000+02:00"],
    ["with a date alone", "2026-05-26"],
    ["on a day that is none", "2026-02-30T00:00:00.000Z"],
    ["in a leap year that is none", "2026-02-29T00:00:00.000Z"],
    ["in words", "tomorrow"],
    ["empty", ""],
    ["as a number", 1_779_771_600_000],
    ["as a date", new Date(0)],
    ["null", null],
  ])("is refused %s", (_, given) => {
    expect(Instant.safeParse(given).success).toBe(false);
  });

  it.each(["", "tomorrow", "NaN", "2026-13-01T00:00:00.000Z", "2026-05-26T25:00:00.000Z"])(
    "throws rather than read %j as NaN",
    (malformed) => expect(() => fromInstant(malformed)).toThrow(/^Not an instant: /),
  );

  it.each([NaN, Infinity, -Infinity])("throws rather than write %d", (epochMs) => {
    expect(() => toInstant(epochMs)).toThrow(RangeError);
  });
});
