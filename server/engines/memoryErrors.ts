import type { CapturedError, ErrorRecords } from "./errorRecords.ts";
import { OPEN, type RunRecord } from "./records.ts";

interface Row {
  count: number;
  last_at: string;
  asked_at: string | null;
  run_id: string | null;
}

/** Captured errors without a disk, beside the projects and runs of the same engine. */
export function createMemoryErrors(
  hasProject: (id: string) => boolean,
  runOf: (id: string) => RunRecord | undefined,
): ErrorRecords {
  const rows = new Map<string, Row>();
  let asks: { project_id: string; at: string }[] = [];
  const keyOf = ({ project_id, fingerprint }: Pick<CapturedError, "project_id" | "fingerprint">) =>
    `${project_id} ${fingerprint}`;

  return {
    async captureError(captured, { since, asked_since, max }) {
      const { project_id, at } = captured;
      if (!hasProject(project_id)) return null;
      const before = rows.get(keyOf(captured));
      const row = {
        ...(before ?? { asked_at: null, run_id: null }),
        count: (before?.count ?? 0) + 1,
        last_at: at,
      };
      rows.set(keyOf(captured), row);
      const { count, run_id } = row;
      const run = runOf(run_id ?? "");
      const isEnough = run && (OPEN.includes(run.status) || (run.started_at ?? "") > since);
      const isOnItsWay = run_id === null && (row.asked_at ?? "") > asked_since;
      if (isEnough || isOnItsWay) return { outcome: "deduplicated", count, run_id };
      asks = asks.filter((ask) => ask.project_id !== project_id || ask.at > since);
      if (asks.filter((ask) => ask.project_id === project_id).length >= max) {
        return { outcome: "suppressed", count, run_id: null };
      }
      asks.push({ project_id, at });
      rows.set(keyOf(captured), { ...row, asked_at: at, run_id: null });
      return { outcome: "asked", count, run_id: null };
    },
    async settleError(error, run_id) {
      const row = rows.get(keyOf(error));
      if (row) rows.set(keyOf(error), { ...row, asked_at: null, run_id });
    },
    async pruneErrors(before) {
      for (const [key, { last_at }] of rows) if (last_at < before) rows.delete(key);
    },
  };
}
