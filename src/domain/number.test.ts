import { expect, it } from "vitest";
import { formatCount, formatNumber } from "./number.ts";

it.each([
  [0, "0", "0 runs"],
  [-0, "0", "0 runs"],
  [1, "1", "1 run"],
  [2, "2", "2 runs"],
  [999_984, "999,984", "999,984 runs"],
])("writes %d as %s, and with its noun as %s", (count, number, counted) => {
  expect(formatNumber(count)).toBe(number);
  expect(formatCount(count, "run")).toBe(counted);
});
