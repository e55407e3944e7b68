import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

/** How a program is named so that it starts in any folder; null if there is none that may be run. */
export function findProgram(
  program: string,
  { cwd, path }: { cwd: string; path: string },
): string | null {
  // A path is meant from where the server was started, and each run works in a folder of its own.
  const named = program.includes("/") ? resolve(cwd, program) : program;
  const places = program.includes("/")
    ? [named]
    : path.split(delimiter).map((folder) => join(folder, program));
  return places.some(isExecutable) ? named : null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
