import type { Writable } from "node:stream";

/** What a process is sent while it runs. */
export interface ProcessInput {
  /** True once the pipe has taken the text; false if it never will. */
  send: (text: string) => Promise<boolean>;
}

/**
 * Feeds a process that may not read. What is written cannot be taken back, so a text is written only
 * once the pipe has taken all before it, and refused, whole, if that takes longer than `patienceMs`.
 * At most one round of texts thus stands in memory; it counts as sent, since it arrives if anything
 * is ever read.
 */
export function createProcessInput(stdin: Writable, patienceMs: number): ProcessInput {
  let taken: Promise<boolean> = Promise.resolve(true);
  return {
    async send(text) {
      const patience = startPatience(patienceMs);
      try {
        const free = await Promise.race([taken, patience.over]);
        if (free === "late" || !stdin.writable) return false;
        taken = new Promise((resolve) => stdin.write(text, (error) => resolve(!error)));
        const outcome = await Promise.race([taken, patience.over]);
        return outcome === "late" ? stdin.writable : outcome;
      } finally {
        patience.end();
      }
    },
  };
}

function startPatience(ms: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), ms);
  });
  return { over, end: () => clearTimeout(timer) };
}
