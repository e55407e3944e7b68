import { readFileSync } from "node:fs";

/**
 * What would make `npm ci` fail elsewhere: an optional dependency (a platform's binary) that the
 * lock does not hold, or an address that only one machine reaches.
 *
 * @param {{ packages: Record<string, { optionalDependencies?: Record<string, string>, resolved?: string }> }} lock
 * @returns {string[]}
 */
export function lockfileFaults({ packages }) {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {}, resolved }]) => [
    ...Object.keys(optionalDependencies)
      .filter((name) => !isLocked(packages, path, name))
      .map((name) => `${path || "the project"}: the optional ${name} is not in the lock`),
    ...(resolved ? [`${path}: names an address, ${resolved}`] : []),
  ]);
}

/** A package is looked for beside its dependant, then a level up, and so on. */
function isLocked(packages, path, name) {
  const levels = path.split("/node_modules/");
  for (let depth = levels.length; depth >= 0; depth--) {
    const base = levels.slice(0, depth).join("/node_modules/");
    if (`${base ? `${base}/` : ""}node_modules/${name}` in packages) return true;
  }
  return false;
}

if (process.argv[1]?.endsWith("lockfile.mjs")) {
  const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"));
  const faults = lockfileFaults(lock);
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
