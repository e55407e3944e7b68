import { expect, it } from "vitest";
import { credentialOf } from "./credentialOf.ts";
import { plainKeys } from "./plainKeys.ts";

const credential = credentialOf("tokenOf7Qk1vZ9xL2.part2of3.sig", {
  identity: "danaplanted@mail.example",
  account_id: "acc1Pr6gO7dK4",
  extra: { region: "eu", project: "proj8Mb3t" },
});
const plain = (...keys: string[]) => plainKeys(keys, credential);

it("names what looks like a member, wherever it stands", () => {
  const names = ["trace", "limits.burst", "data.limits._x9", "Message", "x".repeat(41)];
  expect(plain(...names)).toEqual(names);
  expect(plain()).toEqual([]);
});

it.each([
  "dana@mail.example",
  "limits.dana@mail.example",
  "two words",
  "",
  "a..b",
  "9lives",
  'x"y',
  "line\nbreak",
  "größe",
  "x".repeat(42),
  "tokenOf7Qk1vZ9xL2.part2of3.sig",
  "TOKENOF7QK1VZ9XL2",
  "tokenOf7Qk1v",
  "part2of3",
  "a.acc1Pr6gO7dK4",
  "of_acc1Pr6gO7dK4_too",
  "danaplanted",
  "proj8Mb3t",
])("counts %j, and does not name it", (key) => {
  expect(plain("trace", key, "burst")).toEqual(["trace", "burst", "1 unnamed"]);
});

it("names so many at most", () => {
  const told = plain(...Array.from({ length: 1000 }, (_, n) => `m${n}`));
  expect(told).toHaveLength(31);
  expect(told.at(-1)).toBe("970 unnamed");
});
