import { fromInstant, toInstant } from "../../src/contract/instant.ts";
import type { RunKind, RunStatus } from "../../src/contract/runs.ts";
import { isWaiting } from "../../src/domain/isWaiting.ts";
import type { OpenRun, RunPatch, RunRecord } from "../engines/records.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import { lossOf, type RunEnd, stopOf } from "./endOf.ts";
import { createHoldings, type Holdings, type HoldingsOptions } from "./holdings.ts";
import { createLeases, hasLapsed, type Leases } from "./leases.ts";
import { createTell, ofCompute, type Tell } from "./news.ts";
import type { Principal } from "./principal.ts";
import { createProcesses, LIVE, type Processes } from "./processes.ts";
import { recoverCounted } from "./recoverCounted.ts";
import { RequestFault } from "./requestFault.ts";
import { leaseEnd } from "./slots.ts";

const WAITING: readonly RunStatus[] = ["queued", "parked"];

/** What happens to a run between its admission and its end. */
export interface Lifecycle
  extends
    Pick<Leases, "heartbeat" | "finish">,
    Pick<Holdings, "release">,
    Pick<Processes, "isShuttingDown" | "settled" | "shutDown"> {
  /** Starts a run that the door has admitted and recorded: its process, if it is a managed one. */
  begin(run: RunRecord): Promise<void>;
  /** Drops a run that waited and may not start any more: what it held is given back. */
  skip(run: RunRecord, refusal: RunRecord["refusal"]): Promise<void>;
  /** Ends a run that is still parked; false, and nothing changed, if it is not any more. */
  unpark(id: string, end_reason: "cancelled" | "parked_too_long"): Promise<boolean>;
  /** Members find their own runs, operators everyone's; another's run is not found. */
  find(principal: Principal, id: string, kind?: RunKind): Promise<RunRecord>;
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
  tell: Tell;
}

export function createLifecycle(
  deps: AdmissionDependencies,
  { prLocks, promote }: HoldingsOptions,
): Lifecycle {
  const { records, counters, launcher, ledger, log } = deps;
  const { tell, tellOutput } = createTell(deps);
  const holdings = createHoldings(deps, { prLocks, promote });
  const processes = createProcesses(deps, { end, tellOutput });
  const leases = createLeases(deps, { find, end });

  /** Ends a run once: whoever comes second finds it over and changes nothing. */
  async function end(
    id: string,
    patch: RunPatch & RunEnd,
    from: readonly RunStatus[] = LIVE,
  ): Promise<RunRecord | null> {
    const run = await records.changeRun(id, from, {
      finished_at: toInstant(deps.now()),
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

  /** What becomes of a run that should live and does not, or null. */
  function whyLost({ run, process }: OpenRun, now: number): RunEnd | null {
    if (isWaiting(run)) return null;
    if (run.execution === "external") {
      return hasLapsed(run, now) ? { status: "failed", end_reason: "lease_expired" } : null;
    }
    if (processes.has(run.id)) return null;
    // Without a process it is being started, or the start failed and could not be written down.
    const since = fromInstant(run.started_at ?? run.admitted_at);
    return process !== null || leaseEnd(deps, since) <= now ? lossOf(run) : null;
  }

  return {
    find,
    tell,
    heartbeat: (principal, id) => leases.heartbeat(principal, id),
    finish: (principal, id, result) => leases.finish(principal, id, result),
    release: (run, place) => holdings.release(run, place),
    isShuttingDown: () => processes.isShuttingDown(),
    settled: () => processes.settled(),
    shutDown: () => processes.shutDown(),

    async begin(run) {
      if (run.execution === "managed") await processes.start(run);
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
      const why = { end_reason: "compute_quota", refusal } as const;
      // First: where the records take nothing, it must not work on.
      if (processes.stop(id, why) === "gone") return;
      const stopping = await records
        .changeRun(id, ["running"], { status: "stopping", ...why })
        .catch((error: unknown) => {
          log.error({ err: error, run: id }, "a stop by the compute quota was not recorded yet");
          return null;
        });
      if (!stopping) return;
      log.info({ run: id, user: stopping.user_id }, "stopping: compute quota used up");
      await tell(stopping, "/sessions/batch-status", "/decision");
    },

    async warn(id, stops_at) {
      const warned = await records.changeRun(id, ["running"], { stops_at });
      if (warned) await tell(warned);
    },

    async cancel(principal, id, kind) {
      const run = await find(principal, id, kind);
      // First: where the records take nothing, it must not work on.
      if (!processes.stop(id)) {
        const over = { ...stopOf(run), resumes_at: null, holds_place: false } as const;
        const unqueued = await end(id, over, WAITING);
        if (unqueued) return unqueued;
      }
      const stopping = await records.changeRun(id, ["running"], { status: "stopping" });
      if (processes.stop(id)) {
        if (stopping) await tell(stopping);
      } else {
        await end(id, stopOf(run));
      }
      return await find(principal, id, kind);
    },

    async sweep() {
      await ledger.book();
      await processes.settle();
      await holdings.settle();
      const now = deps.now();
      const open = await records.openRuns();
      for (const { run } of open) {
        if (processes.has(run.id)) await leases.renewSlot(run, now);
      }
      for (const one of open) {
        const lost = whyLost(one, now);
        if (lost) await end(one.run.id, lost);
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
      for (const { run } of lost) await end(run.id, lossOf(run));
      await this.sweep();
    },
  };
}
