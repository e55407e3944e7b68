import { execFileSync } from "node:child_process";

/** Direct children of a process, by the process table. */
export function childrenOf(pid: number): number[] {
  const table = execFileSync("ps", ["-eo", "pid=,ppid=,stat="], { encoding: "utf8" });
  return table
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([child, parent, state]) =>
      Number(parent) === pid && state?.startsWith("Z") === false ? [Number(child)] : [],
    );
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
