import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findProgram } from "./findProgram.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "leeway-program-")));
  mkdirSync(join(folder, "bin"));
  for (const name of ["bin/agent", "bin/text"]) writeFileSync(join(folder, name), "#!/bin/sh\n");
  chmodSync(join(folder, "bin/agent"), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ["by its path, from wherever its runs work", "./bin/agent", "<folder>/bin/agent"],
  ["by its whole path", "<folder>/bin/agent", "<folder>/bin/agent"],
  ["by its name, as it was named", "agent", "agent"],
  ["nowhere if it cannot be run", "./bin/text", null],
  ["nowhere if it cannot be run by its name", "text", null],
  ["nowhere if it is a folder", "./bin", null],
  ["nowhere if it is not there", "other", null],
])("finds a program %s", (_, program, found) => {
  const inFolder = (text: string) => text.replace("<folder>", folder);
  expect(findProgram(inFolder(program), { cwd: folder, path: `/none:${folder}/bin` })).toBe(
    found && inFolder(found),
  );
});
