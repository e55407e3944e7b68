import { fromInstant } from "../../src/contract/instant.ts";
import type { Records } from "../engines/records.ts";

const MINUTE_MS = 60_000;
/** Runs that are looked at after a restart, at most. */
const RECENT = 200;

/** How many parked runs of a person have started within the last minute. */
export interface Pace {
  /** After a restart: counts what an earlier server has started. */
  recover(at: number): Promise<void>;
  isFree(userId: string, at: number, max: number): boolean;
  count(userId: string, at: number): void;
}

export function createPace(records: Pick<Records, "listRuns">): Pace {
  /** By person, the earliest first; milliseconds since 1970. */
  const starts = new Map<string, number[]>();
  let recovered = false;

  const count = (userId: string, at: number) => {
    const recent = (starts.get(userId) ?? []).filter((start) => at - start < MINUTE_MS);
    starts.set(userId, [...recent, at]);
  };

  return {
    count,
    async recover(at) {
      if (recovered) return;
      for (const run of await records.listRuns({ kind: "task", limit: RECENT })) {
        const started = fromInstant(run.admitted_at);
        const resumed = run.parked_at !== null && run.status !== "parked";
        if (resumed && at - started < MINUTE_MS) count(run.user_id, started);
      }
      recovered = true;
    },
    isFree: (userId, at, max) =>
      (starts.get(userId) ?? []).filter((start) => Math.abs(at - start) < MINUTE_MS).length < max,
  };
}
