import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { lockfileFaults } from "./lockfile.mjs";

const binary = { "esbuild-linux": "1.0.0" };
const a = { optionalDependencies: binary };

it.each([
  ["at the top", { "node_modules/a": a, "node_modules/esbuild-linux": {} }],
  ["below its dependant", { "node_modules/a": a, "node_modules/a/node_modules/esbuild-linux": {} }],
  [
    "beside its dependant",
    { "node_modules/b/node_modules/a": a, "node_modules/b/node_modules/esbuild-linux": {} },
  ],
  ["for the project itself", { "": a, "node_modules/esbuild-linux": {} }],
])("finds a platform's binary %s", (_, packages) => {
  expect(lockfileFaults({ packages })).toEqual([]);
});

it.each([
  ["nowhere", { "node_modules/a": a }],
  [
    "only below another package",
    { "node_modules/a": a, "node_modules/b/node_modules/esbuild-linux": {} },
  ],
  ["only under a longer name", { "node_modules/a": a, "node_modules/@x/esbuild-linux": {} }],
])("names a platform's binary that is %s", (_, packages) => {
  expect(lockfileFaults({ packages })).toEqual([
    "node_modules/a: the optional esbuild-linux is not in the lock",
  ]);
});

it("names an address that only one machine may reach", () => {
  const resolved = "http://registry.internal/a.tgz";
  expect(lockfileFaults({ packages: { "node_modules/a": { resolved } } })).toEqual([
    `node_modules/a: names an address, ${resolved}`,
  ]);
});

it("finds nothing wrong with the project's own lock", () => {
  const path = new URL("../package-lock.json", import.meta.url);
  const lock = JSON.parse(readFileSync(path, "utf8")) as Parameters<typeof lockfileFaults>[0];
  expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
  expect(lockfileFaults(lock)).toEqual([]);
});
