import { expect, it } from "vitest";
import { namedPlan } from "./namedPlan.ts";

it.each([
  ["pro", { id: "pro", label: "Pro 20x" }],
  [" pro ", { id: "pro", label: "Pro 20x" }],
  ["guild", { id: "guild", label: "guild" }],
  ["constructor", { id: "constructor", label: "constructor" }],
  ["", null],
  [null, null],
  [7, null],
])("the plan %j is %j", (word, plan) => {
  expect(namedPlan(word, { pro: "Pro 20x" })).toEqual(plan);
});
