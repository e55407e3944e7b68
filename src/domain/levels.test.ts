import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Level, levelOfPct, levels } from "./levels.ts";

describe("the level of a share", () => {
  it.each<[number, Level]>([
    [-5, "ok"],
    [-0, "ok"],
    [0, "ok"],
    [79.999, "ok"],
    [80, "approaching"],
    [94.999, "approaching"],
    [95, "critical"],
    [99.5, "critical"],
    [99.999, "critical"],
    [100, "exhausted"],
    [103.2, "exhausted"],
    [Number.MAX_VALUE, "exhausted"],
    [NaN, "unknown"],
    [Infinity, "unknown"],
    [-Infinity, "unknown"],
  ])("of %s is %s", (pct, level) => expect(levelOfPct(pct)).toBe(level));

  it("never falls while the share rises", () => {
    const order = Object.keys(levels);
    const share = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
          .map(levelOfPct)
          .map((level) => order.indexOf(level));
        expect(low).toBeLessThanOrEqual(high ?? NaN);
      }),
      { seed: 1 },
    );
  });

  it("has a word of its own", () => {
    const words = Object.values(levels).map(({ word }) => word);
    expect(new Set(words).size).toBe(words.length);
  });
});
