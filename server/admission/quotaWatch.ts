import { fromInstant, toInstant } from "../../src/contract/instant.ts";
import { quotaRefusal, secondsLeft, WARN_SECONDS } from "../../src/domain/compute.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import { readComputeUsage } from "./gatherFacts.ts";
import type { Lifecycle } from "./lifecycle.ts";

/** A warning that moves by less stays as it was told. */
const SAME_MS = 2000;

/** Without a nearer end it is worth looking again after so long: more may have started meanwhile. */
const LOOK_MS = 1000;

/**
 * Stops what works at the end of the month's compute, a warning ahead. Running sessions share one
 * quota, so the more of them, the sooner. `watch` gives the milliseconds after which it is to be
 * called again: just when the next quota is reached, so that neither a second too many is used nor
 * one is left that a new start could use.
 */
export function createQuotaWatch(
  deps: Pick<AdmissionDependencies, "records" | "policy" | "ledger" | "now" | "log">,
  lifecycle: Pick<Lifecycle, "stopForQuota" | "warn">,
): { watch: () => Promise<number> } {
  const { ledger, log } = deps;
  /** When each run was told that it would be stopped, milliseconds since 1970. */
  const told = new Map<string, number>();
  let watching = false;

  /** Milliseconds until the person's quota is reached. */
  async function watchOne(userId: string, runs: readonly { id: string }[]): Promise<number> {
    const now = deps.now();
    const usage = await readComputeUsage(deps, userId, now);
    const left = secondsLeft(usage, runs.length, now);
    if (left <= 0) {
      const refusal = quotaRefusal(usage, now);
      if (refusal) await Promise.all(runs.map(({ id }) => lifecycle.stopForQuota(id, refusal)));
      return LOOK_MS;
    }
    const end = now + left * 1000;
    // The turn of the month comes first: nothing will be stopped.
    const stops = left <= WARN_SECONDS && end < fromInstant(usage.resets_at) ? end : null;
    for (const { id } of runs) {
      const before = told.get(id) ?? null;
      if (
        stops === before ||
        (stops !== null && before !== null && Math.abs(stops - before) < SAME_MS)
      ) {
        continue;
      }
      await lifecycle.warn(id, stops === null ? null : toInstant(Math.round(stops)));
      if (stops === null) told.delete(id);
      else told.set(id, stops);
    }
    return left * 1000;
  }

  return {
    async watch() {
      if (watching) return LOOK_MS;
      watching = true;
      const working = ledger.working();
      const looks = [...working].map(async ([userId, runs]) =>
        watchOne(userId, runs).catch((error: unknown) => {
          // What cannot be read now is read in a second; until then nothing new starts either.
          log.error({ err: error, user: userId }, "the compute quota could not be watched");
          return LOOK_MS;
        }),
      );
      const next = Math.min(LOOK_MS, ...(await Promise.all(looks)));
      const alive = new Set([...working.values()].flat().map(({ id }) => id));
      for (const id of told.keys()) if (!alive.has(id)) told.delete(id);
      watching = false;
      return next;
    },
  };
}
