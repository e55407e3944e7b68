import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOMS = ["src/ui", "src/features", "src/pages"];
const EXPORTED = /^export (?:default )?function ([A-Z]\w*)[(<]/gm;

const files = ROOMS.flatMap((room) =>
  readdirSync(room, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".tsx"))
    .map((entry) => join(entry.parentPath, entry.name)),
);
const read = (file: string) => readFileSync(file, "utf8");
const told = files
  .filter((file) => file.endsWith(".stories.tsx"))
  .flatMap((file) => [...read(file).matchAll(/storiesOf\(\s*"(\w+)"/g)].map(([, name]) => name));

it("has stories of every exported component, each told once", () => {
  const components = files
    .filter((file) => !/\.(?:stories|test)\.tsx$/.test(file))
    .flatMap((file) => [...read(file).matchAll(EXPORTED)].map(([, name]) => name));
  process.stdout.write(`${components.length} components, ${told.length} with stories\n`);
  expect(components.length).toBeGreaterThan(50);
  expect(components.filter((name) => !told.includes(name))).toEqual([]);
  expect(told.filter((name, index) => told.indexOf(name) !== index)).toEqual([]);
  expect(told.filter((name) => !components.includes(name))).toEqual([]);
});
