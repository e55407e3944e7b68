import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Limit } from "../contract/limit.ts";
import { AT_A_GLANCE, limitsAtAGlance } from "./limitsAtAGlance.ts";

const named = (id: string) => ({ id }) as Limit;
const ids = (text: string) => text.split("").map(named);
const glance = (limits: string, binding: string | null) => {
  const { shown, more } = limitsAtAGlance(ids(limits), binding);
  return [shown.map(({ id }) => id).join(""), more];
};

describe("the limits of a row", () => {
  it.each([
    ["", null, "", 0],
    ["a", "a", "a", 0],
    ["abc", "c", "abc", 0],
    ["abcd", "a", "abc", 1],
    ["abcd", "d", "abd", 1],
    ["abcde", "e", "abe", 2],
    ["abcde", null, "abc", 2],
    ["abcde", "x", "abc", 2],
  ] as const)("of %s, where %s binds, are %s and %d more", (limits, binding, shown, more) => {
    expect(glance(limits, binding)).toEqual([shown, more]);
  });

  it("always have the one that binds, keep their order, and leave none uncounted", () => {
    const some = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 9 });
    fc.assert(
      fc.property(some, fc.nat(8), (all, at) => {
        const binding = all[at] ?? null;
        const { shown, more } = limitsAtAGlance(all.map(named), binding);
        const seen = shown.map(({ id }) => id);
        expect(seen).toEqual(all.filter((id) => seen.includes(id)));
        expect(seen.length).toBe(Math.min(all.length, AT_A_GLANCE));
        expect(seen.length + more).toBe(all.length);
        expect(binding === null || seen.includes(binding)).toBe(true);
      }),
      { seed: 11 },
    );
  });
});
