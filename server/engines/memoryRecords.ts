import type { Project } from "../../src/contract/projects.ts";
import type { RunOutput } from "../../src/contract/runs.ts";
import type { StoredLock } from "./counters.ts";
import type { Idempotency } from "./idempotency.ts";
import { createMemoryAccounts } from "./memoryAccounts.ts";
import { createMemoryErrors } from "./memoryErrors.ts";
import { createMemoryLedger } from "./memoryLedger.ts";
import { createMemoryThresholds } from "./memoryThresholds.ts";
import { createMemorySchedules } from "./memorySchedules.ts";
import { OPEN, type ProcessIdentity, type Records, type RunRecord } from "./records.ts";

interface Row {
  run: RunRecord;
  idempotency: Idempotency | null;
  process: ProcessIdentity | null;
  holds_place: boolean;
  output: RunOutput;
  /** How many bookings it has. */
  bookings: number;
}

type Placed = Pick<RunRecord, "admitted_at" | "id">;

const byName = (a: Project, b: Project) => order(a.name, b.name) || order(a.id, b.id);
const newestFirst = (a: Placed, b: Placed) =>
  order(b.admitted_at, a.admitted_at) || order(b.id, a.id);
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Records without a disk, for mocks and tests. */
export function createMemoryRecords(): Records {
  const projects = new Map<string, Project>();
  const rows = new Map<string, Row>();
  const locks = new Map<string, StoredLock>();
  const settings = new Map<string, string>();

  const startOf = (userId: string, key: string) =>
    [...rows.values()].find(
      ({ run, idempotency }) => run.user_id === userId && idempotency?.key === key,
    );
  const parked = () =>
    [...rows.values()].map(({ run }) => run).filter(({ status }) => status === "parked");
  const parkedOf = (userId: string) => parked().filter(({ user_id }) => user_id === userId);
  const isOpen = ({ run }: Row) => OPEN.includes(run.status);

  return {
    ...createMemoryAccounts(),
    ...createMemoryThresholds(),
    ...createMemoryErrors(
      (id) => projects.has(id),
      (id) => rows.get(id)?.run,
    ),
    ...createMemorySchedules((id) => projects.has(id)),

    async ping() {},
    async close() {},

    listProjects: async () => [...projects.values()].sort(byName),
    findProject: async (id) => projects.get(id) ?? null,
    async addProject(project) {
      if (projects.has(project.id)) return false;
      projects.set(project.id, project);
      return true;
    },

    ...createMemoryLedger((id) => rows.get(id)),

    async addRun({ run, idempotency, holds_place, parked_max }) {
      if (run.project_id !== null && !projects.has(run.project_id)) return false;
      if (idempotency && startOf(run.user_id, idempotency.key)) return false;
      if (parked_max !== undefined && parkedOf(run.user_id).length >= parked_max) return false;
      const output = { text: "", dropped_bytes: 0 };
      rows.set(run.id, { run, idempotency, process: null, holds_place, output, bookings: 0 });
      return true;
    },
    findRun: async (id) => rows.get(id)?.run ?? null,
    findRuns: async (ids) =>
      ids.flatMap((id) => {
        const row = rows.get(id);
        return row ? [row.run] : [];
      }),
    listStatuses: async (user_id, kind, limit) =>
      [...rows.values()]
        .map(({ run }) => run)
        .filter((run) => run.user_id === user_id && run.kind === kind)
        .sort(newestFirst)
        .slice(0, limit)
        .map(({ id, status }) => ({ id, status })),
    async findStart(userId, key) {
      const row = startOf(userId, key);
      return row?.idempotency ? { run: row.run, digest: row.idempotency.digest } : null;
    },
    async listRuns({ kind, user_id, project_id, status, finished, limit, after }) {
      return [...rows.values()]
        .map(({ run }) => run)
        .filter((run) => kind === undefined || run.kind === kind)
        .filter((run) => user_id === undefined || run.user_id === user_id)
        .filter((run) => project_id === undefined || run.project_id === project_id)
        .filter((run) => status === undefined || run.status === status)
        .filter(({ finished_at }) => finished === undefined || (finished_at !== null) === finished)
        .sort(newestFirst)
        .filter(
          (run) =>
            after === undefined || newestFirst(run, { admitted_at: after.at, id: after.id }) > 0,
        )
        .slice(0, limit);
    },
    async changeRun(id, from, { process, holds_place, output, ...patch }) {
      const row = rows.get(id);
      if (!row || !from.includes(row.run.status)) return null;
      row.run = { ...row.run, ...patch };
      if (process !== undefined) row.process = process;
      if (holds_place !== undefined) row.holds_place = holds_place;
      if (output !== undefined) row.output = output;
      return row.run;
    },
    readOutput: async (id) => rows.get(id)?.output ?? { text: "", dropped_bytes: 0 },
    openRuns: async () =>
      [...rows.values()].filter(isOpen).map(({ run, process }) => ({ run, process })),
    parkedRuns: async () =>
      parked().sort((a, b) => order(a.parked_at ?? "", b.parked_at ?? "") || order(a.id, b.id)),
    placesSince: async (at) =>
      [...rows.values()]
        .filter(({ run, holds_place }) => holds_place && run.admitted_at > at)
        .map(({ run }) => ({
          user_id: run.user_id,
          run_id: run.id,
          taken_at: Date.parse(run.admitted_at),
        })),

    readLocks: async () => [...locks].map(([project_id, stored]) => ({ project_id, ...stored })),
    async writeLock(projectId, stored) {
      const before = locks.get(projectId);
      if (projects.has(projectId) && (!before || before.revision < stored.revision)) {
        locks.set(projectId, stored);
      }
    },

    readSetting: async (key) => settings.get(key) ?? null,
    async writeSetting(key, value) {
      settings.set(key, value);
    },
    async removeSample() {
      const gone = [...projects.values()].filter(({ sample }) => sample).map(({ id }) => id);
      const runs = [...rows.values()].filter(({ run }) => gone.includes(run.project_id ?? ""));
      if (runs.some(isOpen)) return null;
      for (const { run } of runs) rows.delete(run.id);
      for (const id of gone) {
        projects.delete(id);
        locks.delete(id);
      }
      return {
        projects: gone.length,
        runs: runs.map(({ run: { id, user_id } }) => ({ id, user_id })),
      };
    },
  };
}
