import type { ResourceKey } from "../../src/contract/api.ts";
import { toInstant } from "../../src/contract/instant.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { defaultPolicy, type Policy } from "./policy.ts";
import type { Principal } from "./principal.ts";

/** Small limits, so that the gauges move, fill and open again within minutes. */
export const samplePolicy: Policy = {
  ...defaultPolicy,
  runs: { ...defaultPolicy.runs, max: 5, window_seconds: 120 },
};

const PROJECTS = [
  { id: "sample/storefront", name: "Sample storefront" },
  { id: "sample/payments-api", name: "Sample payments API" },
  { id: "sample/docs", name: "Sample docs" },
];

const SETTING = "sample";

/** What a removal may have changed. */
const CHANGED: readonly ResourceKey[] = [
  "/meta",
  "/projects",
  "/projects/:id",
  "/runs",
  "/runs/:id",
  "/sessions",
  "/sessions/:id",
  "/sessions/batch-status",
  "/quota/runs",
  "/quota/concurrency",
  "/quota/pr_lock",
  "/quota/projects",
  "/decision",
];

/** A few projects in the real records, for whoever starts with an empty data folder. */
export interface SampleWorkspace {
  isPresent(): boolean;
  /** At start: fills empty records, or, if it is not wanted, removes what an earlier start filled in. */
  prepare(wanted: boolean, principal: Principal): Promise<void>;
  /** Ends the sample's runs, removes its projects, and gives their places in the window back. */
  remove(principal: Principal): Promise<{ projects: number; runs: number }>;
}

export function createSampleWorkspace(
  deps: AdmissionDependencies,
  lifecycle: Lifecycle,
): SampleWorkspace {
  const { records, counters, launcher, now } = deps;
  let present = false;

  async function fill(): Promise<void> {
    const created_at = toInstant(now());
    for (const project of PROJECTS)
      await records.addProject({ ...project, created_at, sample: true });
    await records.writeSetting(SETTING, "present");
  }

  /** A run that starts meanwhile is ended in the next round. */
  async function endRuns(principal: Principal): Promise<void> {
    const projects = (await records.listProjects()).filter(({ sample }) => sample);
    const open = (await records.openRuns())
      .filter(({ run }) => projects.some(({ id }) => id === run.project_id))
      // Those that wait first, or each end would start the next.
      .toSorted((a, b) => Number(b.run.status === "queued") - Number(a.run.status === "queued"));
    for (const { run } of open) await lifecycle.cancel(principal, run.id, run.kind);
    await Promise.all(open.map(async ({ run }) => launcher.stop(run.id)));
    await lifecycle.settled();
  }

  const workspace: SampleWorkspace = {
    isPresent: () => present,
    async prepare(wanted, principal) {
      const setting = await records.readSetting(SETTING);
      present = setting === "present";
      if (present && !wanted) await workspace.remove(principal);
      if (setting !== null || !wanted || (await records.listProjects()).length > 0) return;
      await fill();
      present = true;
    },
    async remove(principal) {
      for (;;) {
        await endRuns(principal);
        const removed = await records.removeSample();
        if (!removed) continue;
        for (const { id, user_id } of removed.runs) await counters.giveBackPlace(user_id, id);
        await records.writeSetting(SETTING, "removed");
        present = false;
        await counters.publish({ keys: CHANGED, user_id: null });
        return { projects: removed.projects, runs: removed.runs.length };
      }
    },
  };
  return workspace;
}
