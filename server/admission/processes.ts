import { toInstant } from "../../src/contract/instant.ts";
import type { RunStatus } from "../../src/contract/runs.ts";
import type { RunPatch, RunRecord } from "../engines/records.ts";
import { type Exit, LaunchError } from "../launcher/launcher.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import { exitOf, type RunEnd, stopOf } from "./endOf.ts";
import type { TellOutput } from "./news.ts";

/** Statuses of what may have a process. */
export const LIVE: readonly RunStatus[] = ["running", "stopping"];

/** Why the server stops a run; a person needs no reason. */
type Stop = Pick<RunRecord, "end_reason" | "refusal">;
const BY_A_PERSON: Stop = { end_reason: null, refusal: null };

/** The processes of managed runs, from before they start until their ends are written down. */
export interface Processes {
  /** @throws {LaunchError} with the run over */
  start(run: RunRecord): Promise<void>;
  /**
   * Asks the process to end, if it has not gone already; null if the run has none here. Its end will
   * say why, though the records should not take it now; whoever asks first has the say.
   */
  stop(id: string, why?: Stop): "stopping" | "gone" | null;
  has(id: string): boolean;
  /** Writes down the ends that the records have not taken yet. */
  settle(): Promise<void>;
  /** From here on nothing starts. */
  isShuttingDown(): boolean;
  /** Resolves when every process that starts has done so, and every end is written down that can be. */
  settled(): Promise<void>;
  /** Before a stop of the server: ends them all. */
  shutDown(): Promise<void>;
}

export interface ProcessesOptions {
  /** Ends a run, once. */
  end: (id: string, patch: RunPatch & RunEnd) => Promise<RunRecord | null>;
  tellOutput: TellOutput;
}

export function createProcesses(
  deps: Pick<AdmissionDependencies, "records" | "launcher" | "ledger" | "now" | "log">,
  { end, tellOutput }: ProcessesOptions,
): Processes {
  const { records, launcher, ledger, log } = deps;
  /** Those that are being started, by run. */
  const beginnings = new Map<string, Promise<unknown>>();
  /** When those have gone whose ends are not written down yet, by run. */
  const gone = new Map<string, string>();
  /** How they have ended, as soon as all of their output is there. */
  const exits = new Map<string, Required<Pick<RunPatch, "exit_code" | "output" | "finished_at">>>();
  /** Those that are asked to end, by run. */
  const stops = new Map<string, Stop>();
  /** Ends that are being written down, by run. */
  const endings = new Map<string, Promise<void>>();
  let shuttingDown = false;

  function onGone(id: string): void {
    gone.set(id, toInstant(deps.now()));
    void ledger.end(id);
  }

  function onExit(id: string, { code, output }: Exit): void {
    const finished_at = gone.get(id) ?? toInstant(deps.now());
    exits.set(id, { exit_code: code, output, finished_at });
    void writeEnd(id);
  }

  /** Never fails: what the records do not take now stays to be written. */
  function writeEnd(id: string): Promise<void> {
    const ending =
      endings.get(id) ??
      tryToWriteEnd(id)
        .catch((error: unknown) =>
          log.error({ err: error, run: id }, "the end of a run was not recorded yet"),
        )
        .finally(() => endings.delete(id));
    endings.set(id, ending);
    return ending;
  }

  async function tryToWriteEnd(id: string): Promise<void> {
    await ledger.end(id);
    const run = await records.findRun(id);
    const exit = exits.get(id);
    if (exit) await end(id, { ...endOf(run, exit.exit_code), ...exit });
    for (const told of [gone, exits, stops]) told.delete(id);
  }

  function endOf(run: RunRecord | null, code: number | null): RunEnd & Pick<RunPatch, "refusal"> {
    const stop = run && stops.get(run.id);
    if (stop) return { ...stopOf({ ...run, ...stop }), refusal: stop.refusal ?? run.refusal };
    if (run?.status === "stopping") return stopOf(run);
    return shuttingDown ? { status: "stopped", end_reason: "server_stopped" } : exitOf(code);
  }

  async function launch(run: RunRecord): Promise<void> {
    const events = {
      onOutput: () => void tellOutput(run),
      onGone: () => onGone(run.id),
      onExit: (exit: Exit) => onExit(run.id, exit),
    };
    try {
      const process = await launcher.start(run, events);
      ledger.start(run);
      const begun = await records.changeRun(run.id, LIVE, { process });
      // Ended while it was being started.
      if (begun?.status !== "running" || stops.has(run.id)) await launcher.stop(run.id);
    } catch (error) {
      if (error instanceof LaunchError) {
        await end(run.id, {
          status: "failed",
          end_reason: "launch_failed",
          summary: error.message,
          holds_place: false,
        });
        stops.delete(run.id);
      }
      // A process that is not written down would outlive a crash.
      await launcher.stop(run.id);
      await ledger.end(run.id);
      throw error;
    }
  }

  return {
    async start(run) {
      if (shuttingDown) {
        await end(run.id, { status: "stopped", end_reason: "server_stopped" });
        return;
      }
      const launching = Promise.resolve().then(() => launch(run));
      beginnings.set(run.id, launching);
      try {
        await launching;
      } finally {
        beginnings.delete(run.id);
      }
    },

    stop(id, why = BY_A_PERSON) {
      if (exits.has(id)) void writeEnd(id);
      if (gone.has(id)) return "gone";
      // One that is just starting is stopped by whoever starts it.
      if (launcher.stop(id) === null && !beginnings.has(id)) return null;
      if (!stops.has(id)) stops.set(id, why);
      return "stopping";
    },
    has: (id) => launcher.has(id) || beginnings.has(id) || exits.has(id),

    async settle() {
      await Promise.all([...exits.keys()].filter((id) => !endings.has(id)).map(writeEnd));
    },
    isShuttingDown: () => shuttingDown,

    async settled() {
      while (beginnings.size + endings.size > 0) {
        await Promise.allSettled([...beginnings.values(), ...endings.values()]);
      }
    },

    async shutDown() {
      shuttingDown = true;
      await Promise.allSettled(beginnings.values());
      await launcher.close();
      await this.settled();
      await this.settle();
    },
  };
}
