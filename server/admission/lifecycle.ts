import { fromInstant, toInstant } from "../../src/contract/instant.ts";
import type { RunKind, RunStatus } from "../../src/contract/runs.ts";
import { renewSlot } from "../../src/domain/slots.ts";
import type { OpenRun, RunPatch, RunRecord } from "../engines/records.ts";
import { type Exit, LaunchError } from "../launcher/launcher.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import { createHoldings, type Holdings, type HoldingsOptions } from "./holdings.ts";
import { createTell, ofCompute, type Tell } from "./news.ts";
import type { Principal } from "./principal.ts";
import { recoverCounted } from "./recoverCounted.ts";
import { RequestFault } from "./requestFault.ts";
import { leaseEnd, poolOf } from "./slots.ts";

const LIVE: readonly RunStatus[] = ["running", "stopping"];
const WAITING: readonly RunStatus[] = ["queued", "parked"];

export interface RunResult {
  status: "succeeded" | "failed";
  summary?: string | undefined;
}

/** What happens to a run between its admission and its end. */
export interface Lifecycle {
  /** Starts the process of a managed run that the door has admitted and recorded. */
  begin(run: RunRecord): Promise<void>;
  /** Drops a run that waited and may not start any more: what it held is given back. */
  skip(run: RunRecord, refusal: RunRecord["refusal"]): Promise<void>;
  /** Ends a run that is still parked; false, and nothing changed, if it is not any more. */
  unpark(id: string, end_reason: "cancelled" | "parked_too_long"): Promise<boolean>;
  /** Members find their own runs, operators everyone's; another's run is not found. */
  find(principal: Principal, id: string, kind?: RunKind): Promise<RunRecord>;
  heartbeat(principal: Principal, id: string): Promise<RunRecord>;
  finish(principal: Principal, id: string, result: RunResult): Promise<RunRecord>;
  /** Ends a task, or stops a session. */
  cancel(principal: Principal, id: string, kind: RunKind): Promise<RunRecord>;
  /** Renews what works here, ends what is lost, and moves the queues; call it every few seconds. */
  sweep(): Promise<void>;
  /** After a restart: ends what an earlier server left running, and fills the counters. */
  recover(): Promise<void>;
  /** The month's compute is about to be used up: SIGTERM, time to save, SIGKILL. */
  stopForQuota(id: string, refusal: NonNullable<RunRecord["refusal"]>): Promise<void>;
  /** Says when the quota will stop a run; null takes it back. */
  warn(id: string, stopsAt: RunRecord["stops_at"]): Promise<void>;
  release: Holdings["release"];
  /** From here on nothing starts. */
  isShuttingDown(): boolean;
  tell: Tell;
  /** Resolves when every process that starts has done so, and every end is written down. */
  settled(): Promise<void>;
  /** Before a stop: ends every managed run. */
  shutDown(): Promise<void>;
}

export function createLifecycle(
  deps: AdmissionDependencies,
  { prLocks, promote }: HoldingsOptions,
): Lifecycle {
  const { records, counters, launcher, ledger, log } = deps;
  /** Processes being started, by run: a shutdown waits for them. */
  const beginnings = new Map<string, Promise<unknown>>();
  /** Ends being written down, by run: a shutdown waits for them too. */
  const endings = new Map<string, Promise<void>>();
  const tell = createTell(deps);
  const holdings = createHoldings(deps, { prLocks, promote });
  let shuttingDown = false;

  const nowInstant = () => toInstant(deps.now());
  /** Ends a run once: whoever comes second finds it over and changes nothing. */
  async function end(
    id: string,
    patch: RunPatch & Required<Pick<RunPatch, "status" | "end_reason">>,
    from: readonly RunStatus[] = LIVE,
  ): Promise<RunRecord | null> {
    const run = await records.changeRun(id, from, {
      finished_at: nowInstant(),
      lease_expires_at: null,
      process: null,
      ...patch,
    });
    if (!run) return null;
    log.info({ run: id, status: run.status, end_reason: run.end_reason }, "run over");
    await holdings.release(run, patch.holds_place === false);
    await tell(run, "/quota/runs", ...ofCompute(run));
    return run;
  }

  function onExit(id: string, { code, output }: Exit): void {
    const ending = ledger
      .end(id)
      .then(() => records.findRun(id))
      .then((run) => end(id, { ...endOf(run, code), exit_code: code, output }))
      .then(
        () => {},
        (error: unknown) => log.error({ err: error, run: id }, "the end of a run was not recorded"),
      )
      .finally(() => endings.delete(id));
    endings.set(id, ending);
  }

  function endOf(run: RunRecord | null, code: number | null) {
    if (shuttingDown) return { status: "stopped", end_reason: "server_stopped" } as const;
    if (run?.status === "stopping") {
      return run.end_reason === "compute_quota"
        ? ({ status: "stopped", end_reason: "compute_quota" } as const)
        : stopOf(run.kind);
    }
    return { status: code === 0 ? "succeeded" : "failed", end_reason: "exited" } as const;
  }

  async function find(principal: Principal, id: string, kind?: RunKind): Promise<RunRecord> {
    const run = await records.findRun(id);
    const visible = run?.user_id === principal.id || principal.role === "operator";
    if (!run || !visible || (kind !== undefined && run.kind !== kind)) {
      throw new RequestFault(
        "not_found",
        `There is no ${kind === "session" ? kind : "run"} ${id}.`,
      );
    }
    return run;
  }

  async function findLeased(principal: Principal, id: string): Promise<RunRecord> {
    const run = await find(principal, id, "task");
    if (run.execution !== "external") {
      throw new RequestFault("conflict", "The server runs this one itself: it has no lease.");
    }
    return run;
  }

  const renew = (run: RunRecord, now: number) =>
    counters.changeSlots(poolOf(run), (slots) => ({
      slots: renewSlot(slots, { run_id: run.id, at: now, expires_at: leaseEnd(deps, now) }),
      answer: null,
    }));

  /** Why a run that should live does not, or null. */
  function lossOf({ run, process }: OpenRun, now: number): RunPatch["end_reason"] | null {
    if (WAITING.includes(run.status)) return null;
    if (run.execution === "external") {
      const lapsed = run.lease_expires_at !== null && fromInstant(run.lease_expires_at) <= now;
      return lapsed ? "lease_expired" : null;
    }
    if (launcher.output(run.id) !== null || beginnings.has(run.id) || endings.has(run.id)) {
      return null;
    }
    // Without a process it is being started, or the start failed and could not be written down.
    const since = fromInstant(run.started_at ?? run.admitted_at);
    return process !== null || leaseEnd(deps, since) <= now ? "server_lost" : null;
  }

  /** @throws {LaunchError} with the run over */
  async function launch(run: RunRecord): Promise<void> {
    const events = { onOutput: () => void tell(run), onExit: (exit: Exit) => onExit(run.id, exit) };
    try {
      const process = await launcher.start(run, events);
      ledger.start(run);
      const begun = await records.changeRun(run.id, LIVE, { process });
      // Ended while it was being started.
      if (begun?.status !== "running") await launcher.stop(run.id);
    } catch (error) {
      if (error instanceof LaunchError) {
        await end(run.id, {
          status: "failed",
          end_reason: "launch_failed",
          summary: error.message,
          holds_place: false,
        });
      }
      // A process that is not written down would outlive a crash.
      await launcher.stop(run.id);
      await ledger.end(run.id);
      throw error;
    }
  }

  return {
    async begin(run) {
      if (run.execution === "managed") {
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
      }
      await tell(run, "/quota/runs", "/decision", ...ofCompute(run));
    },

    async skip(run, refusal) {
      await end(
        run.id,
        { status: "skipped_quota", end_reason: "refused", refusal, holds_place: false },
        ["queued"],
      );
    },

    async unpark(id, end_reason) {
      const status = end_reason === "cancelled" ? "cancelled" : "skipped_quota";
      const over = { status, end_reason, resumes_at: null, holds_place: false } as const;
      return (await end(id, over, ["parked"])) !== null;
    },

    async stopForQuota(id, refusal) {
      const stopping = await records.changeRun(id, ["running"], {
        status: "stopping",
        end_reason: "compute_quota",
        refusal,
      });
      if (!stopping) return;
      log.info({ run: id, user: stopping.user_id }, "stopping: compute quota used up");
      void launcher.stop(id);
      await tell(stopping, "/sessions/batch-status", "/decision");
    },

    async warn(id, stops_at) {
      const warned = await records.changeRun(id, ["running"], { stops_at });
      if (warned) await tell(warned);
    },

    find,
    tell,
    release: (run, place) => holdings.release(run, place),
    isShuttingDown: () => shuttingDown,

    async heartbeat(principal, id) {
      const run = await findLeased(principal, id);
      if (WAITING.includes(run.status)) return run;
      const now = deps.now();
      const lapsed = run.lease_expires_at !== null && fromInstant(run.lease_expires_at) <= now;
      const renewed = lapsed
        ? null
        : await records.changeRun(id, ["running"], {
            lease_expires_at: toInstant(leaseEnd(deps, now)),
          });
      if (!renewed) {
        throw new RequestFault("conflict", "This run is over; its lease cannot be renewed.");
      }
      await renew(renewed, now);
      return renewed;
    },

    async finish(principal, id, { status, summary }) {
      const run = await findLeased(principal, id);
      if (run.status === status) return run;
      const patch = { status, end_reason: "finished", summary: summary ?? null } as const;
      const finished = await end(id, patch);
      if (finished) return finished;
      const waits = WAITING.includes(run.status);
      throw new RequestFault(
        "conflict",
        waits ? "This run waits: cancel it instead." : `This run is over: ${run.status}.`,
      );
    },

    async cancel(principal, id, kind) {
      const run = await find(principal, id, kind);
      const unqueued = await end(
        id,
        { ...stopOf(kind), resumes_at: null, holds_place: false },
        WAITING,
      );
      if (unqueued) return unqueued;
      const stopping = await records.changeRun(id, ["running"], { status: "stopping" });
      // A process that is just starting is stopped by whoever starts it.
      if (stopping && (beginnings.has(id) || launcher.stop(id))) {
        await tell(stopping);
        return stopping;
      }
      if (run.status === "stopping" && (beginnings.has(id) || launcher.output(id) !== null)) {
        return run;
      }
      const ended = await end(id, stopOf(kind));
      return ended ?? (await find(principal, id, kind));
    },

    async sweep() {
      await ledger.book();
      await holdings.settle();
      const now = deps.now();
      const open = await records.openRuns();
      for (const { run } of open) {
        if (launcher.output(run.id) !== null) await renew(run, now);
      }
      for (const one of open) {
        const end_reason = lossOf(one, now);
        if (end_reason) await end(one.run.id, { status: "failed", end_reason });
      }
      await prLocks.settle();
      const waited = open.flatMap(({ run }) => (run.status === "queued" ? [run.project_id] : []));
      for (const projectId of new Set(waited)) {
        if (projectId !== null) await promote(projectId);
      }
    },

    async recover() {
      // Before anything ends: an end gives back what it held, and moves the queue.
      const counted = await recoverCounted(deps);
      await counters.rebuild(counted);
      prLocks.watch(counted.locks.map(({ project_id }) => project_id));
      const lost = (await records.openRuns()).filter(
        ({ run }) => run.execution === "managed" && LIVE.includes(run.status),
      );
      // Together: each may take its time to save.
      await Promise.all(lost.map(({ run, process }) => launcher.endOrphans(run.id, process)));
      for (const { run } of lost)
        await end(run.id, { status: "failed", end_reason: "server_lost" });
      await this.sweep();
    },

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
    },
  };
}

/** What a person's wish to end it makes of a run. */
const stopOf = (kind: RunKind) =>
  kind === "task"
    ? ({ status: "cancelled", end_reason: "cancelled" } as const)
    : ({ status: "stopped", end_reason: "stopped" } as const);
