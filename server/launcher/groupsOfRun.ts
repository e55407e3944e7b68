import { readdirSync, readFileSync } from "node:fs";

/** Names a run in the environment of its process, and so of all that it starts. */
export const RUN_ID_VARIABLE = "LEEWAY_RUN_ID";

/**
 * Process groups with a member that bears the run's id. Only Linux tells, and only of processes that
 * are the server's to end; elsewhere, and of others, there are none.
 */
export function groupsOfRun(runId: string): Set<number> {
  const bears = (pid: string) =>
    Number(pid) !== process.pid &&
    read(pid, "environ").split("\0").includes(`${RUN_ID_VARIABLE}=${runId}`);
  const groups = processNumbers()
    .filter(bears)
    .map((pid) => groupOf(read(pid, "stat")))
    .filter((group) => group > 0);
  return new Set(groups);
}

function processNumbers(): string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
}

/** The third of the fields behind the command's name, which stands in parentheses and may hold any. */
const groupOf = (stat: string): number =>
  Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2] ?? 0);

/** Empty if it has gone meanwhile, or is another user's. */
function read(pid: string, file: "environ" | "stat"): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
