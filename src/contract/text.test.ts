import { describe, expect, it } from "vitest";
import { text } from "./text.ts";

const five = text(5);

describe("a text of at most five characters", () => {
  it.each([
    ["a", "a"],
    ["abcde", "abcde"],
    ["a b", "a b"],
    ["  abcde\n\t", "abcde"],
    ["a\nb", "a\nb"],
    ["😀", "😀"],
  ])("takes %j as %j", (given, kept) => expect(five.parse(given)).toBe(kept));

  it.each([
    "",
    " ",
    "\n\t ",
    "abcdef",
    "  abcdef  ",
    "a\0b",
    "\0",
    "a\ud83d",
    "\ude00",
    5,
    null,
    undefined,
    ["a"],
  ])("refuses %j", (given) => expect(five.safeParse(given).success).toBe(false));

  it("says why NUL cannot be", () => {
    expect(five.safeParse("a\0").error?.issues.map(({ message }) => message)).toEqual([
      "must not contain NUL characters",
    ]);
  });
});
