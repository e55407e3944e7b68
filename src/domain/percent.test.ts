import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatPct } from "./percent.ts";

describe("a share in words", () => {
  it.each([
    [0, "0%"],
    [-0, "0%"],
    [Number.MIN_VALUE, "<1%"],
    [0.3, "<1%"],
    [0.999, "<1%"],
    [1, "1%"],
    [1.5, "2%"],
    [42.4, "42%"],
    [79.999, "80%"],
    [99, "99%"],
    [99.4, "99%"],
    [99.5, "99%"],
    [99.6, "99%"],
    [99.999, "99%"],
    [100, "100%"],
    [100.4, "100%"],
    [103.2, "103%"],
    [1234.5, "1,235%"],
    [-0.4, "0%"],
    [-5, "-5%"],
    [null, "unknown"],
    [NaN, "unknown"],
    [Infinity, "unknown"],
    [-Infinity, "unknown"],
  ])("of %s is %s", (pct, text) => expect(formatPct(pct)).toBe(text));

  it("speaks the reader's language", () => {
    expect(formatPct(42, "de")).toBe("42\u00A0%");
    expect(formatPct(0.3, "de")).toBe("<1\u00A0%");
  });

  it("says 0% and 100% only of a share that is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.double({ min: 0, max: 101 })), (pct) => {
        const text = formatPct(pct);
        expect(text).toMatch(/^(?:unknown|<1%|-?[1-9][\d,]*%|0%)$/);
        expect(text === "0%" && pct > 0).toBe(false);
        expect(/^\d{3,}%$/.test(text) && pct < 100).toBe(false);
      }),
      { seed: 13, numRuns: 1000 },
    );
  });
});
