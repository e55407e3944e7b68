import { fromInstant, toInstant } from "../../src/contract/instant.ts";
import { inOrder, type SlotHolder, type SlotWaiter } from "../../src/domain/slots.ts";
import type { Counted, Pool } from "../engines/counters.ts";
import type { RunRecord } from "../engines/records.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import { leaseEnd, poolOf } from "./slots.ts";

/** What the counters must hold, by the records: places in windows, slots with their queues, locks. */
export async function recoverCounted(
  deps: Pick<AdmissionDependencies, "records" | "policy" | "now">,
): Promise<Counted> {
  const { records, policy } = deps;
  const now = deps.now();
  const window = policy().runs.window_seconds * 1000;
  const pools = new Map<string, { pool: Pool; runs: RunRecord[] }>();
  for (const { run } of await records.openRuns()) {
    // It holds nothing while it is parked.
    if (run.status === "parked") continue;
    const pool = poolOf(run);
    const key = JSON.stringify(pool);
    const { runs } = pools.get(key) ?? { runs: [] };
    pools.set(key, { pool, runs: [...runs, run] });
  }
  return {
    places: await records.placesSince(toInstant(now - window)),
    slots: [...pools.values()].map(({ pool, runs }) => ({
      pool,
      slots: {
        holders: runs
          .filter(({ status }) => status !== "queued")
          .map((run) => holderOf(run, now, leaseEnd(deps, now))),
        queue: inOrder(runs.filter(({ status }) => status === "queued").map(waiterOf)),
      },
    })),
    locks: await records.readLocks(),
  };
}

function holderOf(run: RunRecord, now: number, leaseEnds: number): SlotHolder {
  return {
    run_id: run.id,
    held_since: fromInstant(run.started_at ?? run.admitted_at),
    heartbeat_at: now,
    expires_at: run.lease_expires_at === null ? leaseEnds : fromInstant(run.lease_expires_at),
  };
}

const waiterOf = ({ id, admitted_at }: RunRecord): SlotWaiter => ({
  run_id: id,
  queued_at: fromInstant(admitted_at),
});
