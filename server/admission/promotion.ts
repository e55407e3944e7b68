import { toInstant } from "../../src/contract/instant.ts";
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
import { leaseEnd } from "./slots.ts";

/** How runs that wait for a slot come to work. */
export interface Promotion {
  /** Gives free slots of a project to those who wait longest, each decided anew. */
  promote(projectId: string): Promise<void>;
  /**
   * Starts a queued run that has been given a slot; drops it if it may not start any more. Several
   * may try: only the first starts it. Where an engine does not answer, it waits on.
   */
  start(projectId: string, waiter: SlotWaiter): Promise<void>;
}

export function createPromotion(deps: AdmissionDependencies, lifecycle: Lifecycle): Promotion {
  const { counters, records, policy, log } = deps;

  async function promote(project_id: string): Promise<void> {
    const max = maxConcurrencyOf(policy(), project_id);
    for (;;) {
      const at = deps.now();
      const waiter = await counters.changeSlots({ project_id }, (slots) => {
        const promoted = promoteWaiter(slots, max, at, leaseEnd(deps, at));
        return { slots: promoted?.slots ?? slots, answer: promoted?.waiter ?? null };
      });
      if (waiter === null) return;
      await start(project_id, waiter);
    }
  }

  /** @throws {EngineUnavailableError} with the waiter back at its place */
  async function start(project_id: string, waiter: SlotWaiter): Promise<void> {
    try {
      await startWaiter(waiter.run_id);
    } catch (error) {
      if (error instanceof EngineUnavailableError) {
        await counters.changeSlots({ project_id }, (slots) => ({
          slots: demoteHolder(slots, waiter),
          answer: null,
        }));
      }
      throw error;
    }
  }

  async function startWaiter(runId: string): Promise<void> {
    const run = await records.findRun(runId);
    // Not written down yet: whoever admits it finds that it has a slot, and starts it.
    if (!run) return;
    if (run.status !== "queued") return giveBackUnused(run);
    const now = deps.now();
    const facts = await gatherFacts(deps, { ...run, kind: "run", queued: true }, now);
    const { refusal, reasons } = decide(facts, now);
    const unknown = reasons.find(({ reason }) => reason === "limits_unavailable");
    if (unknown && "engine" in unknown) throw new EngineUnavailableError(unknown.engine);
    if (refusal) {
      await lifecycle.skip(run, refusal);
      log.info({ run: run.id, reason: refusal.reason }, "queued run skipped");
      return;
    }
    const external = run.execution === "external";
    const started = await records.changeRun(run.id, ["queued"], {
      status: "running",
      started_at: toInstant(now),
      lease_expires_at: external ? toInstant(leaseEnd(deps, now)) : null,
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

  /** The run was started or ended by another meanwhile; if it is over, its slot is free again. */
  async function giveBackUnused({ id, project_id }: RunRecord): Promise<void> {
    const run = await records.findRun(id);
    if (run?.finished_at === null) return;
    await counters.changeSlots({ project_id: project_id ?? "" }, (slots) => ({
      slots: leaveSlots(slots, id),
      answer: null,
    }));
  }

  return { promote, start };
}
