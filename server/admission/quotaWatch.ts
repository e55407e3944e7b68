import { toInstant } from "../../src/contract/instant.ts";
import {
  quotaRefusal,
  secondsLeft,
  STOP_AHEAD_SECONDS,
  WARN_SECONDS,
} from "../../src/domain/compute.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import { readComputeUsage } from "./gatherFacts.ts";
import type { Lifecycle } from "./lifecycle.ts";

/** A warning that moves by less stays as it was told. */
const SAME_MS = 2000;

/**
 * Stops what works at the end of the month's compute, a warning ahead. Running sessions share one
 * quota, so the more of them, the sooner. Call it every second.
 */
export function createQuotaWatch(
  deps: Pick<AdmissionDependencies, "records" | "policy" | "ledger" | "now" | "log">,
  lifecycle: Pick<Lifecycle, "stopForQuota" | "warn">,
): { watch: () => Promise<void> } {
  const { ledger, log } = deps;
  /** When each run was told that it would be stopped, milliseconds since 1970. */
  const told = new Map<string, number>();
  let watching = false;

  async function watchOne(userId: string, runs: readonly { id: string }[]): Promise<void> {
    const now = deps.now();
    const usage = await readComputeUsage(deps, userId, now);
    const left = secondsLeft(usage, runs.length, now);
    if (left <= STOP_AHEAD_SECONDS) {
      const refusal = quotaRefusal(usage, now);
      if (refusal) await Promise.all(runs.map(({ id }) => lifecycle.stopForQuota(id, refusal)));
      return;
    }
    const stops = left <= WARN_SECONDS ? now + left * 1000 : null;
    for (const { id } of runs) {
      const before = told.get(id) ?? null;
      if (
        stops === before ||
        (stops !== null && before !== null && Math.abs(stops - before) < SAME_MS)
      ) {
        continue;
      }
      if (stops === null) told.delete(id);
      else told.set(id, stops);
      await lifecycle.warn(id, stops === null ? null : toInstant(Math.round(stops)));
    }
  }

  return {
    async watch() {
      if (watching) return;
      watching = true;
      try {
        const working = ledger.working();
        for (const [userId, runs] of working) await watchOne(userId, runs);
        const alive = new Set([...working.values()].flat().map(({ id }) => id));
        for (const id of told.keys()) if (!alive.has(id)) told.delete(id);
      } catch (error) {
        // What cannot be read now is read in a second; until then nothing new starts either.
        log.error({ err: error }, "the compute quota could not be watched");
      } finally {
        watching = false;
      }
    },
  };
}
