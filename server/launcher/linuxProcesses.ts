import { readdirSync, readFileSync } from "node:fs";

export interface LinuxProcess {
  pid: number;
  group: number;
  /** Dead, and not asked about by its parent yet. */
  isZombie: boolean;
}

/** All processes, by the process table that Linux has; none elsewhere, or where it cannot be read. */
export function linuxProcesses(): LinuxProcess[] {
  return readTable()
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = readProcess(Number(name), "stat");
      // The command's name, in parentheses, may hold any: count from behind it.
      const [state, , group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (group === undefined) return [];
      return [{ pid: Number(name), group: Number(group), isZombie: state === "Z" }];
    });
}

function readTable(): string[] {
  try {
    return process.platform === "linux" ? readdirSync("/proc") : [];
  } catch {
    return [];
  }
}

/** Empty if it has gone meanwhile, or is another user's. */
export function readProcess(pid: number, file: "environ" | "stat"): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
