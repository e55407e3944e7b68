import { leaveSlots } from "../../src/domain/slots.ts";
import type { RunRecord } from "../engines/records.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import { publishThresholds } from "./overrides.ts";
import type { PrLocks } from "./prLocks.ts";
import { poolOf } from "./slots.ts";

/** What runs hold: a slot, a place in the window, the PR lock. */
export interface Holdings {
  /**
   * Gives back the slot and the lock of a run that is over, and, if it is not to count, its place in
   * the window and the override that it took. The run is over whatever happens here: what an engine does not take now is owed.
   */
  release(run: RunRecord, place: boolean): Promise<void>;
  /** Gives back what is owed. */
  settle(): Promise<void>;
}

export interface HoldingsOptions {
  prLocks: PrLocks;
  /** A slot of the project may be free: whoever waits for it is to be admitted. */
  promote: (projectId: string) => Promise<void>;
}

export function createHoldings(
  { records, counters, log }: Pick<AdmissionDependencies, "records" | "counters" | "log">,
  { prLocks, promote }: HoldingsOptions,
): Holdings {
  const owed = new Map<string, () => Promise<void>>();

  async function giveBack(id: string): Promise<void> {
    try {
      await owed.get(id)?.();
    } catch (error) {
      log.error({ err: error, run: id }, "what a run held was not given back yet");
    }
  }

  async function returnOverride({ id, user_id }: RunRecord): Promise<void> {
    if (await records.returnOverride(id)) await publishThresholds({ counters, log }, user_id);
  }

  return {
    async release(run, place) {
      owed.set(run.id, async () => {
        await counters.changeSlots(poolOf(run), (slots) => ({
          slots: leaveSlots(slots, run.id),
          answer: null,
        }));
        if (place && run.kind === "task") await counters.giveBackPlace(run.user_id, run.id);
        if (run.project_id !== null) await prLocks.leave(run.project_id, run.id);
        if (place) await returnOverride(run);
        owed.delete(run.id);
        if (run.kind === "task" && run.project_id !== null) await promote(run.project_id);
      });
      await giveBack(run.id);
    },
    async settle() {
      for (const id of owed.keys()) await giveBack(id);
    },
  };
}
