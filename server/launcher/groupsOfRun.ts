import { linuxProcesses, readProcess } from "./linuxProcesses.ts";

/** Names a run in the environment of its process, and so of all that it starts. */
export const RUN_ID_VARIABLE = "LEEWAY_RUN_ID";

/**
 * Process groups with a member that bears the run's id, never the server's own. Only Linux tells, and
 * only of processes that are the server's to end; elsewhere, and of others, there are none.
 */
export function groupsOfRun(runId: string): Set<number> {
  const bears = (pid: number) =>
    readProcess(pid, "environ").split("\0").includes(`${RUN_ID_VARIABLE}=${runId}`);
  const all = linuxProcesses();
  const own = all.find(({ pid }) => pid === process.pid)?.group;
  const theirs = all.filter(({ pid, group }) => group > 0 && group !== own && bears(pid));
  return new Set(theirs.map(({ group }) => group));
}
