import { describe, expect, it } from "vitest";
import { ordinal, queuePlaces } from "./queuePlaces.ts";

const queue = ["mia", "sam", "mia", "kim"].map((owner, index) => ({ owner, position: index + 1 }));

describe("a place in a queue", () => {
  it.each([
    [1, "1st"],
    [2, "2nd"],
    [3, "3rd"],
    [4, "4th"],
    [11, "11th"],
    [12, "12th"],
    [13, "13th"],
    [21, "21st"],
    [22, "22nd"],
    [101, "101st"],
    [113, "113th"],
  ])("%i is the %s", (place, words) => expect(ordinal(place)).toBe(words));

  it.each([
    ["sam", "You are 2nd"],
    ["mia", "You are 1st and 3rd"],
    ["ada", null],
    [undefined, null],
  ])("of %s reads %s", (me, words) => expect(queuePlaces(queue, me)).toBe(words));
});
