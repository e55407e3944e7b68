import { fromInstant, toInstant } from "../../src/contract/instant.ts";
import { isWaiting } from "../../src/domain/isWaiting.ts";
import { renewSlot } from "../../src/domain/slots.ts";
import type { RunPatch, RunRecord } from "../engines/records.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import type { RunEnd } from "./endOf.ts";
import type { Principal } from "./principal.ts";
import { RequestFault } from "./requestFault.ts";
import { leaseEnd, poolOf } from "./slots.ts";

export interface RunResult {
  status: "succeeded" | "failed";
  summary?: string | undefined;
}

/** What is lent to runs: a slot to all, and to external ones their life, from heartbeat to heartbeat. */
export interface Leases {
  heartbeat(principal: Principal, id: string): Promise<RunRecord>;
  finish(principal: Principal, id: string, result: RunResult): Promise<RunRecord>;
  /** The run's slot is its own for longer. */
  renewSlot(run: RunRecord, now: number): Promise<unknown>;
}

export interface LeasesOptions {
  find: (principal: Principal, id: string, kind: "task") => Promise<RunRecord>;
  /** Ends a run, once. */
  end: (id: string, patch: RunPatch & RunEnd) => Promise<RunRecord | null>;
}

/** True once no heartbeat can save it. */
export const hasLapsed = ({ lease_expires_at: end }: RunRecord, now: number): boolean =>
  end !== null && fromInstant(end) <= now;

export function createLeases(
  deps: Pick<AdmissionDependencies, "records" | "counters" | "policy" | "now">,
  { find, end }: LeasesOptions,
): Leases {
  const { records, counters } = deps;

  async function findLeased(principal: Principal, id: string): Promise<RunRecord> {
    const run = await find(principal, id, "task");
    if (run.execution !== "external") {
      throw new RequestFault("conflict", "The server runs this one itself: it has no lease.");
    }
    return run;
  }

  return {
    async heartbeat(principal, id) {
      const run = await findLeased(principal, id);
      if (isWaiting(run)) return run;
      const now = deps.now();
      const lease_expires_at = toInstant(leaseEnd(deps, now));
      const renewed = hasLapsed(run, now)
        ? null
        : await records.changeRun(id, ["running"], { lease_expires_at });
      if (!renewed) {
        throw new RequestFault("conflict", "This run is over; its lease cannot be renewed.");
      }
      await this.renewSlot(renewed, now);
      return renewed;
    },

    async finish(principal, id, { status, summary }) {
      const run = await findLeased(principal, id);
      if (run.status === status) return run;
      const patch = { status, end_reason: "finished", summary: summary ?? null } as const;
      const finished = await end(id, patch);
      if (finished) return finished;
      throw new RequestFault(
        "conflict",
        isWaiting(run) ? "This run waits: cancel it instead." : `This run is over: ${run.status}.`,
      );
    },

    renewSlot: (run, now) =>
      counters.changeSlots(poolOf(run), (slots) => ({
        slots: renewSlot(slots, { run_id: run.id, at: now, expires_at: leaseEnd(deps, now) }),
        answer: null,
      })),
  };
}
