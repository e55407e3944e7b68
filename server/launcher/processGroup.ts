import { linuxProcesses } from "./linuxProcesses.ts";
import { identifyProcess } from "./processIdentity.ts";

const LOOK_MS = 50;

/**
 * SIGTERM to a process that leads a group of its own, and to all of the group; SIGKILL to what is
 * left after the grace time. The leader may go first, as the shell around an agent does: what it has
 * started has the same time to save.
 */
export async function endGroup(leader: number | undefined, graceMs: number): Promise<void> {
  signalGroup(leader, "SIGTERM");
  const deadline = performance.now() + graceMs;
  while (isAlive(leader) && performance.now() < deadline) await pause(LOOK_MS);
  signalGroup(leader, "SIGKILL");
}

/**
 * A container's first process may never ask what has become of those whose parent has gone: they are
 * dead, and stay in their group.
 */
function isAlive(leader: number | undefined): boolean {
  if (leader === undefined || !signalGroup(leader, 0)) return false;
  if (process.platform !== "linux" || identifyProcess(leader)) return true;
  return linuxProcesses().some(({ group, isZombie }) => group === leader && !isZombie);
}

/** False if nobody is there; 0 only asks. */
function signalGroup(leader: number | undefined, signal: NodeJS.Signals | 0): boolean {
  if (!leader) return false;
  try {
    return process.kill(process.platform === "win32" ? leader : -leader, signal);
  } catch {
    return false;
  }
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
