import { groupsOfRun } from "./groupsOfRun.ts";
import { endGroup, pause } from "./processGroup.ts";

/** What is started while the rest ends is looked for so often. */
const LOOKS = 5;
/** A process that was killed is still seen for a moment. */
const DYING_MS = 10;

/**
 * Ends the groups of a run's processes that are known, and those that are found by its id: what has
 * left the group, as by `setsid`, bears it still. All have the same grace time.
 */
export async function endRun(
  runId: string,
  leaders: readonly number[],
  graceMs: number,
): Promise<void> {
  const deadline = performance.now() + graceMs;
  const end = (group: number) => endGroup(group, Math.max(0, deadline - performance.now()));
  let found = groupsOfRun(runId);
  await Promise.all([...new Set([...leaders, ...found])].map(end));
  // Where nobody bore the id, nobody can have started another.
  for (let look = 1; look < LOOKS && found.size > 0; look++) {
    await pause(DYING_MS);
    found = groupsOfRun(runId);
    await Promise.all([...found].map(end));
  }
}
