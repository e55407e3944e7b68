import { fromInstant, toInstant } from "../../src/contract/instant.ts";
import type { ResourceKey } from "../../src/contract/api.ts";
import type { Run, RunStatus } from "../../src/contract/runs.ts";
import type { RunPatch } from "../engines/records.ts";
import { type Exit, LaunchError } from "../launcher/launcher.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import type { Principal } from "./principal.ts";
import { RequestFault } from "./requestFault.ts";

const LIVE: readonly RunStatus[] = ["running", "stopping"];

export interface RunResult {
  status: "succeeded" | "failed";
  summary?: string | undefined;
}

/** What happens to a run between its admission and its end. */
export interface Lifecycle {
  /** Starts the process of a managed run that the door has admitted and recorded. */
  begin(run: Run): Promise<void>;
  /** Members find their own runs, operators everyone's; another's run is not found. */
  find(principal: Principal, id: string): Promise<Run>;
  heartbeat(principal: Principal, id: string): Promise<Run>;
  finish(principal: Principal, id: string, result: RunResult): Promise<Run>;
  cancel(principal: Principal, id: string): Promise<Run>;
  /** Ends external runs whose lease has lapsed; call it every few seconds. */
  sweep(): Promise<void>;
  /** After a restart: ends what an earlier server left running, and fills the counters. */
  recover(): Promise<void>;
  /** Resolves when every end that is known has been written down. */
  settled(): Promise<void>;
  /** Before a stop: ends every managed run. */
  shutDown(): Promise<void>;
}

export function createLifecycle(deps: AdmissionDependencies): Lifecycle {
  const { records, counters, launcher, log } = deps;
  /** Ends being written down: a shutdown waits for them. */
  const endings = new Set<Promise<void>>();
  let shuttingDown = false;

  const nowInstant = () => toInstant(deps.now());
  const tell = (run: Pick<Run, "user_id">, ...keys: ResourceKey[]) =>
    counters
      .publish({ keys: ["/runs", "/runs/:id", ...keys], user_id: run.user_id })
      .catch((error: unknown) => log.warn({ err: error }, "live event lost"));

  /** Ends a run once: whoever comes second finds it over and changes nothing. */
  async function end(
    id: string,
    patch: RunPatch & Required<Pick<RunPatch, "status" | "end_reason">>,
    from = LIVE,
  ): Promise<Run | null> {
    const run = await records.changeRun(id, from, {
      finished_at: nowInstant(),
      lease_expires_at: null,
      process: null,
      ...patch,
    });
    if (!run) return null;
    log.info({ run: id, status: run.status, end_reason: run.end_reason }, "run over");
    await tell(run);
    return run;
  }

  function onExit(id: string, { code, output }: Exit): void {
    const ending = records
      .findRun(id)
      .then((run) => end(id, { ...endOf(run?.status, code), exit_code: code, output }))
      .then(
        () => {},
        (error: unknown) => log.error({ err: error, run: id }, "the end of a run was not recorded"),
      )
      .finally(() => endings.delete(ending));
    endings.add(ending);
  }

  function endOf(status: RunStatus | undefined, code: number | null) {
    if (shuttingDown) return { status: "stopped", end_reason: "server_stopped" } as const;
    if (status === "stopping") return { status: "cancelled", end_reason: "cancelled" } as const;
    return { status: code === 0 ? "succeeded" : "failed", end_reason: "exited" } as const;
  }

  async function find(principal: Principal, id: string): Promise<Run> {
    const run = await records.findRun(id);
    const visible = run?.user_id === principal.id || principal.role === "operator";
    if (!run || !visible) throw new RequestFault("not_found", `There is no run ${id}.`);
    return run;
  }

  async function findLeased(principal: Principal, id: string): Promise<Run> {
    const run = await find(principal, id);
    if (run.execution !== "external") {
      throw new RequestFault("conflict", "The server runs this one itself: it has no lease.");
    }
    return run;
  }

  return {
    async begin(run) {
      if (run.execution === "managed") {
        const events = {
          onOutput: () => void tell(run),
          onExit: (exit: Exit) => onExit(run.id, exit),
        };
        try {
          const process = await launcher.start(jobOf(run), events);
          await records.changeRun(run.id, LIVE, { process });
        } catch (error) {
          if (error instanceof LaunchError) {
            await end(run.id, {
              status: "failed",
              end_reason: "launch_failed",
              summary: error.message,
              holds_place: false,
            });
          }
          throw error;
        }
      }
      await tell(run, "/quota/runs", "/decision");
    },

    find,

    async heartbeat(principal, id) {
      const run = await findLeased(principal, id);
      const lease = deps.policy().runs.lease_seconds * 1000;
      const lapsed =
        run.lease_expires_at !== null && fromInstant(run.lease_expires_at) <= deps.now();
      const renewed = lapsed
        ? null
        : await records.changeRun(id, ["running"], {
            lease_expires_at: toInstant(deps.now() + lease),
          });
      if (renewed) return renewed;
      throw new RequestFault("conflict", "This run is over; its lease cannot be renewed.");
    },

    async finish(principal, id, { status, summary }) {
      const run = await findLeased(principal, id);
      if (run.status === status) return run;
      const patch = { status, end_reason: "finished", summary: summary ?? null } as const;
      const finished = await end(id, patch);
      if (finished) return finished;
      const now = await find(principal, id);
      if (now.status === status) return now;
      throw new RequestFault("conflict", `This run is over: ${now.status}.`);
    },

    async cancel(principal, id) {
      const run = await find(principal, id);
      const stopping = await records.changeRun(id, ["running"], { status: "stopping" });
      if (stopping && launcher.stop(id)) {
        await tell(stopping);
        return stopping;
      }
      if (run.status === "stopping" && launcher.output(id) !== null) return run;
      const ended = await end(id, { status: "cancelled", end_reason: "cancelled" });
      return ended ?? (await find(principal, id));
    },

    async sweep() {
      for (const { id } of await records.lapsedRuns(nowInstant())) {
        await end(id, { status: "failed", end_reason: "lease_expired" });
      }
    },

    async recover() {
      for (const { run, process } of await records.liveRuns()) {
        if (run.execution !== "managed") continue;
        if (process) await launcher.endOrphan(process);
        await end(run.id, { status: "failed", end_reason: "server_lost" });
      }
      const window = deps.policy().runs.window_seconds * 1000;
      await counters.rebuild(await records.placesSince(toInstant(deps.now() - window)));
      await this.sweep();
    },

    async settled() {
      await Promise.all(endings);
    },

    async shutDown() {
      shuttingDown = true;
      await launcher.close();
      await this.settled();
    },
  };
}

const jobOf = ({ id, project_id, message, provider, model }: Run) => ({
  run_id: id,
  project_id,
  message,
  provider,
  model,
});
