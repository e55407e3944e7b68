import type { Exit, Job, JobEvents, Launcher } from "../server/launcher/launcher.ts";

interface FakeProcess {
  pid: number;
  kind: Job["kind"];
  lines: string[];
  events: JobEvents;
  isGone: boolean;
  timer: ReturnType<typeof setInterval> | undefined;
}

export interface FakeLauncher extends Launcher {
  /** Ends a run's process, and keeps back that all of its output has arrived. */
  gone: (runId: string) => void;
  /** Ends a run's process as if it had exited by itself. */
  exit: (runId: string, code: number) => void;
}

const STEPS = 6;

/**
 * Processes that are not there. With `stepMs` each prints a line per step and ends by itself;
 * without, they stand until they are told to exit.
 */
export function createFakeLauncher(stepMs?: number): FakeLauncher {
  const processes = new Map<string, FakeProcess>();
  let lastPid = 1000;

  const outputOf = ({ lines }: FakeProcess) => ({
    text: lines.map((line) => `${line}\n`).join(""),
    dropped_bytes: 0,
  });
  const gone = (runId: string) => {
    const process = processes.get(runId);
    if (!process || process.isGone) return;
    clearInterval(process.timer);
    process.isGone = true;
    process.events.onGone();
  };
  const end = (runId: string, exit: Omit<Exit, "output">) => {
    const process = processes.get(runId);
    if (!process) return;
    gone(runId);
    processes.delete(runId);
    process.events.onExit({ ...exit, output: outputOf(process) });
  };
  const step = (runId: string) => {
    const process = processes.get(runId);
    if (!process) return;
    const done = process.lines.length - 1;
    process.lines.push(`[${done}/${STEPS}] mock step`);
    process.events.onOutput();
    if (done === STEPS) end(runId, { code: 0, signal: null });
  };
  const stop = (runId: string) => {
    if (!processes.has(runId)) return null;
    return Promise.resolve().then(() => end(runId, { code: null, signal: "SIGTERM" }));
  };

  return {
    agentOf: () => "sample",
    providerOf: () => null,
    async start({ id: run_id, kind, message }: Job, events) {
      const timer =
        stepMs === undefined || kind === "session"
          ? undefined
          : setInterval(() => step(run_id), stepMs);
      const lines = ["Mock agent: no process runs.", `Asked: ${message ?? "(nothing)"}`];
      processes.set(run_id, { pid: ++lastPid, kind, lines, events, isGone: false, timer });
      return { pid: lastPid, started: "mock" };
    },
    stop,
    has: (runId) => processes.has(runId),
    output(runId) {
      const process = processes.get(runId);
      return process ? outputOf(process) : null;
    },
    async send(runId, text) {
      const process = processes.get(runId);
      // A task's input has ended.
      if (process?.kind !== "session") return false;
      process.lines.push(...text.split("\n").map((line) => `You said: ${line}`));
      process.events.onOutput();
      return true;
    },
    async endOrphans(runId) {
      clearInterval(processes.get(runId)?.timer);
      processes.delete(runId);
    },
    async close() {
      await Promise.all([...processes.keys()].map(async (runId) => stop(runId)));
    },
    gone,
    exit: (runId, code) => end(runId, { code, signal: null }),
  };
}
