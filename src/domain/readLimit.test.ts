import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Instant, toInstant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import { limitExample } from "../contract/limitExample.ts";
import type { Level } from "./levels.ts";
import { readLimit, type ResetState } from "./readLimit.ts";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");
const STALE_AFTER = 120;

const limit = limitExample({ unit: "requests", observed_at: toInstant(NOW) });
const read = (more: Partial<Limit>, now = NOW) =>
  readLimit({ ...limit, ...more }, now, STALE_AFTER);
const resetting = (resets_at: Instant) => ({ resets_at, reset_trust: "authoritative" as const });

describe("reading a limit", () => {
  it.each<[string, Partial<Limit>, Level, number | null, number | null]>([
    ["a share", { used_pct: 42.5 }, "ok", 42.5, 42.5],
    ["a share just below 80", { used_pct: 79.999 }, "ok", 79.999, 79.999],
    ["a share of 80", { used_pct: 80 }, "approaching", 80, 80],
    ["a share of 95", { used_pct: 95 }, "critical", 95, 95],
    ["a share just below 100", { used_pct: 99.999 }, "critical", 99.999, 99.999],
    ["a share of 100", { used_pct: 100 }, "exhausted", 100, 100],
    ["a share above 100", { used_pct: 103.2 }, "exhausted", 103.2, 100],
    ["a share below 0", { used_pct: -0.4 }, "ok", -0.4, 0],
    ["a share of 0", { used_pct: 0 }, "ok", 0, 0],
    ["counts", { used: 3, max: 4 }, "ok", 75, 75],
    ["counts, the reported share first", { used: 3, max: 4, used_pct: 96 }, "critical", 96, 96],
    ["counts beyond the maximum", { used: 5, max: 4 }, "exhausted", 125, 100],
    [
      "nothing left, though used is below max",
      { used: 3, max: 4, remaining: 0 },
      "exhausted",
      75,
      100,
    ],
    ["less than nothing left", { remaining: -0.0042 }, "exhausted", null, 100],
    ["something left of an unknown total", { remaining: 50 }, "unknown", null, null],
    ["a maximum of 0", { used: 0, max: 0 }, "unknown", null, null],
    ["a maximum of 0 that is used", { used: 2, max: 0 }, "unknown", null, null],
    ["a maximum of 0 with nothing left", { used: 0, max: 0, remaining: 0 }, "exhausted", null, 100],
    ["a maximum below 0", { used: 1, max: -1 }, "unknown", null, null],
    ["used alone", { used: 3 }, "unknown", null, null],
    ["a maximum alone", { max: 4 }, "unknown", null, null],
    ["nothing", {}, "unknown", null, null],
    ["nothing of an unknown cap", { cap: "unknown" }, "unknown", null, null],
    ["a share that is NaN", { used_pct: NaN }, "unknown", null, null],
    ["an infinite share", { used_pct: Infinity }, "unknown", null, null],
    ["a share that is NaN beside counts", { used_pct: NaN, used: 1, max: 4 }, "ok", 25, 25],
    ["a use that is NaN", { used: NaN, max: 4 }, "unknown", null, null],
    ["an infinite use", { used: Infinity, max: 4 }, "unknown", null, null],
    ["a maximum that is NaN", { used: 1, max: NaN }, "unknown", null, null],
    ["an infinite maximum", { used: 1, max: Infinity }, "unknown", null, null],
    [
      "the vendor's verdict before its numbers",
      { depleted: true, used_pct: 10 },
      "exhausted",
      10,
      100,
    ],
    ["the vendor's verdict alone", { depleted: true }, "exhausted", null, 100],
    ["a verdict of not depleted alone", { depleted: false }, "unknown", null, null],
    ["unlimited", { cap: "unlimited" }, "unlimited", null, null],
    ["unlimited with a share", { cap: "unlimited", used_pct: 50 }, "unlimited", 50, null],
    ["unlimited with nothing left", { cap: "unlimited", remaining: 0 }, "unlimited", null, null],
    ["no cap, used without a maximum", { cap: "no_cap", used: 408.43 }, "unlimited", null, null],
  ])("of %s", (_, more, level, used_pct, fill_pct) => {
    expect(read(more)).toMatchObject({ level, used_pct, fill_pct });
  });

  it.each<[string, number, number, ResetState, Level]>([
    ["a millisecond ahead", 1, -1000, "upcoming", "exhausted"],
    ["at this very moment", 0, -1000, "due", "unknown"],
    ["a millisecond past", -1, -1000, "due", "unknown"],
    ["past, seen a millisecond before it", -10, -11, "due", "unknown"],
    // A reset that has passed never blocks, whatever is said after it.
    ["past, seen spent at it", -10, -10, "due", "unknown"],
    ["past, seen spent a millisecond after it", -10, -9, "due", "unknown"],
    ["at this very moment, seen spent at it", 0, 0, "due", "unknown"],
    ["ahead, seen beyond it by a wrong clock", 5, 10, "upcoming", "exhausted"],
  ])("with a reset %s", (_, resets, observed, reset, level) => {
    const reading = read({
      ...resetting(toInstant(NOW + resets)),
      observed_at: toInstant(NOW + observed),
      used_pct: 100,
    });
    expect(reading).toMatchObject({ reset, level, blocks: level === "exhausted" });
  });

  it.each<[string, number, number, ResetState, Level]>([
    ["past, seen a millisecond before it", -10, -11, "due", "unknown"],
    ["past, seen at it", -10, -10, "none", "critical"],
    ["past, seen a millisecond after it", -10, -9, "none", "critical"],
  ])("nearly full, with a reset %s", (_, resets, observed, reset, level) => {
    const reading = read({
      ...resetting(toInstant(NOW + resets)),
      observed_at: toInstant(NOW + observed),
      used_pct: 99,
    });
    expect(reading).toMatchObject({ reset, level, blocks: false });
  });

  it("knows no reset where none is named", () => {
    expect(read({ used_pct: 100, observed_at: toInstant(0) })).toMatchObject({
      reset: "none",
      level: "exhausted",
    });
  });

  it("frees what a due reset held, whatever was said of it", () => {
    const due = { ...resetting(toInstant(NOW)), observed_at: toInstant(NOW - 1) };
    for (const more of [{ depleted: true }, { remaining: 0 }, { used_pct: 100 }]) {
      expect(read({ ...due, ...more })).toMatchObject({
        level: "unknown",
        fill_pct: null,
        blocks: false,
      });
    }
  });

  it.each([
    ["exhausted and gating", { used_pct: 100 }, true],
    ["critical", { used_pct: 99.999 }, false],
    ["information only", { used_pct: 100, gates: false }, false],
    ["unknown", {}, false],
    ["unlimited", { cap: "unlimited" as const, remaining: 0 }, false],
  ])("that is %s stands in the way: %s", (_, more, blocks) => {
    expect(read(more).blocks).toBe(blocks);
  });

  it.each([
    ["just now", 0, 0, false],
    ["a moment ago", 0.001, 0.001, false],
    ["as long ago as is fresh", STALE_AFTER, STALE_AFTER, false],
    ["a millisecond longer ago", STALE_AFTER + 0.001, STALE_AFTER + 0.001, true],
    ["in the future", -5, 0, false],
  ])("seen %s", (_, ago, age_seconds, stale) => {
    const reading = read({ observed_at: toInstant(NOW - ago * 1000) });
    expect(reading).toMatchObject({ age_seconds, stale });
  });
});

describe("any limit", () => {
  const amount = fc.oneof(fc.constant(null), fc.double(), fc.constantFrom(0, 1, 99.6, 100));
  const offset = fc.integer({ min: -3, max: 3 });
  const anyLimit = fc
    .record({
      used: amount,
      max: amount,
      remaining: amount,
      used_pct: amount,
      cap: fc.constantFrom<Limit["cap"]>("limited", "unlimited", "no_cap", "unknown"),
      depleted: fc.constantFrom(true, false, null),
      gates: fc.boolean(),
      resets: fc.option(offset),
      observed: offset,
    })
    .map(({ resets, observed, ...rest }): Limit => ({
      ...limit,
      ...rest,
      ...(resets === null ? {} : resetting(toInstant(NOW + resets))),
      observed_at: toInstant(NOW + observed),
    }));
  const promise = (check: (limit: Limit, reading: ReturnType<typeof readLimit>) => void) =>
    fc.assert(
      fc.property(anyLimit, (limit) => {
        check(limit, readLimit(limit, NOW, STALE_AFTER));
      }),
      { seed: 2, numRuns: 2000 },
    );

  it("draws a bar from 0 to 100 or none, and none of what is unknown or unlimited", () => {
    promise((_, { level, fill_pct }) => {
      expect(fill_pct === null).toBe(level === "unknown" || level === "unlimited");
      expect(fill_pct === null || (fill_pct >= 0 && fill_pct <= 100)).toBe(true);
    });
  });

  it("is full exactly when it is exhausted", () => {
    promise((_, { level, fill_pct }) => expect(fill_pct === 100).toBe(level === "exhausted"));
  });

  it("with nothing left reads exhausted, unless it is unlimited or its reset is due", () => {
    promise((limit, { level, reset }) => {
      const uncapped = limit.cap === "unlimited" || limit.cap === "no_cap";
      const bound = limit.remaining === 0 && !uncapped && reset !== "due";
      expect(!bound || level === "exhausted").toBe(true);
    });
  });

  it("has a finite share or none", () => {
    promise((_, { used_pct }) => expect(used_pct === null || Number.isFinite(used_pct)).toBe(true));
  });

  it("blocks only if it gates, is exhausted and has no reset that passed unseen", () => {
    promise((limit, { level, reset, blocks }) => {
      expect(blocks).toBe(limit.gates && level === "exhausted");
      expect(blocks && reset === "due").toBe(false);
    });
  });

  it("is never of a negative age", () => {
    promise((_, { age_seconds }) => expect(age_seconds).toBeGreaterThanOrEqual(0));
  });
});
