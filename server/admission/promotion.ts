import { fromInstant, toInstant } from "../../src/contract/instant.ts";
import type { Decision } from "../../src/contract/decision.ts";
import { decide } from "../../src/domain/decide.ts";
import {
  demoteHolder,
  leaveSlots,
  promoteWaiter,
  type SlotWaiter,
} from "../../src/domain/slots.ts";
import { EngineUnavailableError } from "../engines/engineUnavailable.ts";
import type { RunRecord } from "../engines/records.ts";
import { LaunchError } from "../launcher/launcher.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import { gatherFacts } from "./gatherFacts.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { maxConcurrencyOf } from "./policy.ts";
import { selectFor } from "./selectFor.ts";
import { leaseEnd } from "./slots.ts";
import { tellRefusal } from "./tellRefusal.ts";

/** How runs that wait for a slot come to work. */
export interface Promotion {
  /**
   * Gives free slots of a project to those who wait longest, each decided anew: dropped if it may
   * not start any more. Never fails: where an engine does not answer, all wait on at their places
   * until it is called again.
   */
  promote(projectId: string): Promise<void>;
}

export function createPromotion(deps: AdmissionDependencies, lifecycle: Lifecycle): Promotion {
  const { counters, records, policy, selecting, activity, log } = deps;
  /** The last start of each run that is under way. */
  const lanes = new Map<string, Promise<void>>();

  async function promote(project_id: string): Promise<void> {
    try {
      await resume(project_id);
      const max = maxConcurrencyOf(policy(), project_id);
      while (!lifecycle.isShuttingDown()) {
        const at = deps.now();
        const waiter = await counters.changeSlots({ project_id }, (slots) => {
          const promoted = promoteWaiter(slots, max, at, leaseEnd(deps, at));
          return { slots: promoted?.slots ?? slots, answer: promoted?.waiter ?? null };
        });
        if (waiter === null) return;
        await start(project_id, waiter);
      }
    } catch (error) {
      log.error({ err: error, project: project_id }, "the queue did not move");
    }
  }

  /** Starts who was given a slot before it was written down, or when an engine failed. */
  async function resume(project_id: string): Promise<void> {
    const { holders } = await counters.readSlots({ project_id });
    const runs = await records.findRuns(holders.map(({ run_id }) => run_id));
    for (const { id: run_id, status, admitted_at } of runs) {
      if (status !== "queued" || lifecycle.isShuttingDown()) continue;
      await start(project_id, { run_id, queued_at: fromInstant(admitted_at) });
    }
  }

  /** Several may try to start a run: one after the other, so that none undoes what another did. */
  async function start(project_id: string, waiter: SlotWaiter): Promise<void> {
    const before = lanes.get(waiter.run_id)?.catch(() => {}) ?? Promise.resolve();
    const mine = before.then(() => startNow(project_id, waiter));
    lanes.set(waiter.run_id, mine);
    try {
      await mine;
    } finally {
      if (lanes.get(waiter.run_id) === mine) lanes.delete(waiter.run_id);
    }
  }

  async function startNow(project_id: string, waiter: SlotWaiter): Promise<void> {
    const { holders } = await counters.readSlots({ project_id });
    if (!holders.some(({ run_id }) => run_id === waiter.run_id)) return;
    const judged = await judge(waiter.run_id).catch(async (error: unknown) => {
      // Nothing has begun: it waits on.
      await counters.changeSlots({ project_id }, (slots) => ({
        slots: demoteHolder(slots, waiter),
        answer: null,
      }));
      throw error;
    });
    // Not written down yet: whoever admits it promotes once more, and finds that it has a slot.
    if (!judged) return;
    const { run, refusal, at } = judged;
    if (run.status !== "queued") return giveBackUnused(run);
    if (refusal) {
      await lifecycle.skip(run, refusal);
      await tellRefusal(activity, run.user_id, "queued run", refusal, at);
      log.info({ run: run.id, reason: refusal.reason }, "queued run skipped");
      return;
    }
    const external = run.execution === "external";
    const started = await records.changeRun(run.id, ["queued"], {
      status: "running",
      started_at: toInstant(at),
      lease_expires_at: external ? toInstant(leaseEnd(deps, at)) : null,
    });
    if (!started) return giveBackUnused(run);
    log.info({ run: run.id, project: run.project_id }, "queued run started");
    try {
      await lifecycle.begin(started);
    } catch (error) {
      if (!(error instanceof LaunchError)) throw error;
      log.warn({ err: error, run: run.id }, "queued run did not start");
    }
  }

  /** @throws {EngineUnavailableError} also where it is a limit that cannot be had */
  async function judge(
    runId: string,
  ): Promise<{ run: RunRecord; refusal: Decision["refusal"]; at: number } | null> {
    const run = await records.findRun(runId);
    if (!run) return null;
    const at = deps.now();
    const facts = await gatherFacts(deps, { ...run, kind: "run", queued: true }, at);
    const decision = decide(facts, at);
    const { refusal, reasons } = decision;
    const unknown = reasons.find(({ reason }) => reason === "limits_unavailable");
    if (unknown && "engine" in unknown) throw new EngineUnavailableError(unknown.engine);
    await selectFor(selecting, facts, decision, at);
    return { run, refusal, at };
  }

  /** The run was started or ended by another meanwhile; if it is over, its slot is free again. */
  async function giveBackUnused({ id, project_id }: RunRecord): Promise<void> {
    const run = await records.findRun(id);
    if (run?.finished_at === null) return;
    await counters.changeSlots({ project_id: project_id ?? "" }, (slots) => ({
      slots: leaveSlots(slots, id),
      answer: null,
    }));
  }

  return { promote };
}
