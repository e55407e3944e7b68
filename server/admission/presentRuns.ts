import type { Run } from "../../src/contract/runs.ts";
import type { RunRecord } from "../engines/records.ts";
import { EngineUnavailableError } from "../engines/engineUnavailable.ts";
import type { AdmissionDependencies } from "./dependencies.ts";

/** Runs as callers see them: with their places in the queue, which are unknown if the counters are. */
export async function presentRuns(
  { counters, ledger }: Pick<AdmissionDependencies, "counters" | "ledger">,
  runs: readonly RunRecord[],
): Promise<Run[]> {
  const queues = new Map<string, Promise<string[]>>();
  const queueOf = (project_id: string) => {
    const known = queues.get(project_id);
    if (known) return known;
    const asked = counters.readSlots({ project_id }).then(
      ({ queue }) => queue.map(({ run_id }) => run_id),
      (error: unknown) => {
        if (error instanceof EngineUnavailableError) return [];
        throw error;
      },
    );
    queues.set(project_id, asked);
    return asked;
  };
  return Promise.all(
    runs.map(async (run) => {
      const queue = run.status === "queued" ? await queueOf(run.project_id ?? "") : [];
      const position = queue.indexOf(run.id) + 1;
      const compute_seconds = run.compute_seconds + ledger.unbooked(run.id);
      return { ...run, compute_seconds, queue_position: position > 0 ? position : null };
    }),
  );
}

export async function presentRun(
  deps: Pick<AdmissionDependencies, "counters" | "ledger">,
  run: RunRecord,
): Promise<Run> {
  const [presented] = await presentRuns(deps, [run]);
  return presented ?? { ...run, queue_position: null };
}
