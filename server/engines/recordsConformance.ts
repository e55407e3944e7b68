import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EngineUnavailableError } from "./engineUnavailable.ts";
import type { Records, RunPatch, RunRecord } from "./records.ts";

const AT = "2026-03-01T12:00:00.000Z";
const PROJECT = { id: "acme/web", name: "Acme web", created_at: AT, sample: false };
const SAMPLE = { id: "sample/a", name: "Sample A", created_at: AT, sample: true };

const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const minute = (n: number) => `2026-03-01T12:${String(n).padStart(2, "0")}:00.123Z`;

const runOf = (n: number, more: Partial<RunRecord> = {}): RunRecord => ({
  id: idOf(n),
  kind: "task",
  project_id: PROJECT.id,
  user_id: "dana",
  source: "manual",
  execution: "managed",
  agent: "command",
  status: "running",
  name: null,
  message: "say 'hello'; drop table runs; — ünïcode 🦊",
  provider: null,
  model: null,
  admitted_at: minute(n),
  started_at: minute(n),
  finished_at: null,
  lease_expires_at: null,
  end_reason: null,
  exit_code: null,
  summary: null,
  refusal: null,
  reasons: [],
  parked_at: null,
  parked_until: null,
  resumes_at: null,
  allow_overage: false,
  schedule_id: null,
  compute_seconds: 0,
  stops_at: null,
  ...more,
});

/** What every record engine promises. `reopen` closes it and opens it over the same data, if it can. */
export function recordsConformance(
  name: string,
  open: () => Promise<Records>,
  reopen?: (records: Records) => Promise<Records>,
): void {
  describe(`records, ${name}`, () => {
    let records: Records;
    beforeEach(async () => {
      records = await open();
      await records.addProject(PROJECT);
    });
    afterEach(() => records.close());

    const add = (run: RunRecord, key?: string) =>
      records.addRun({
        run,
        holds_place: run.kind === "task",
        idempotency: key === undefined ? null : { key, digest: `digest of ${run.message}` },
      });
    const ids = (runs: readonly RunRecord[]) => runs.map(({ id }) => Number(id.slice(-4)));

    it("gives back what was put in, to the millisecond and the last character", async () => {
      const run = runOf(1, { lease_expires_at: minute(2), provider: "claude", exit_code: 3 });
      expect(await add(run)).toBe(true);
      expect(await records.findRun(run.id)).toEqual(run);
      expect(await records.findProject(PROJECT.id)).toEqual(PROJECT);
      expect(await records.findRun(idOf(9))).toBeNull();
      expect(await records.findProject("none")).toBeNull();
    });

    it("lists projects by name, byte by byte, and keeps the first of an id", async () => {
      await records.addProject({ ...PROJECT, id: "b", name: "acme" });
      await records.addProject({ ...PROJECT, id: "a", name: "acme" });
      expect(await records.addProject({ ...PROJECT, name: "Other" })).toBe(false);
      const names = (await records.listProjects()).map(({ id, name }) => [id, name]);
      expect(names).toEqual([
        ["acme/web", "Acme web"],
        ["a", "acme"],
        ["b", "acme"],
      ]);
    });

    it("adds no run to a project that is not there", async () => {
      expect(await add(runOf(1, { project_id: "none" }))).toBe(false);
      expect(await records.findRun(idOf(1))).toBeNull();
    });

    it("adds one run per user and idempotency key", async () => {
      expect(await add(runOf(1), "key")).toBe(true);
      expect(await add(runOf(2), "key")).toBe(false);
      expect(await add(runOf(3, { user_id: "eve" }), "key")).toBe(true);
      expect(await add(runOf(4))).toBe(true);
      expect(await add(runOf(5))).toBe(true);
      expect(await records.findStart("dana", "key")).toMatchObject({ run: { id: idOf(1) } });
      expect((await records.findStart("dana", "key"))?.digest).toContain("hello");
      expect(await records.findStart("dana", "other")).toBeNull();
    });

    it("adds one run per key of many at once", async () => {
      const added = await Promise.all([1, 2, 3, 4, 5].map((n) => add(runOf(n), "key")));
      expect(added.filter(Boolean)).toHaveLength(1);
    });

    it("lists runs newest first, in pages, filtered", async () => {
      await add(runOf(1));
      await add(runOf(3, { status: "failed", finished_at: minute(9) }));
      await add(runOf(2, { user_id: "eve" }));
      // The same moment: the id decides.
      await add(runOf(5, { admitted_at: minute(4) }));
      await add(runOf(4));
      const list = (filter: object) => records.listRuns({ limit: 10, ...filter }).then(ids);
      expect(await list({})).toEqual([5, 4, 3, 2, 1]);
      expect(await list({ limit: 2 })).toEqual([5, 4]);
      expect(await list({ after: { at: minute(4), id: idOf(5) } })).toEqual([4, 3, 2, 1]);
      expect(await list({ status: "failed" })).toEqual([3]);
      expect(await list({ finished: true })).toEqual([3]);
      expect(await list({ finished: false })).toEqual([5, 4, 2, 1]);
      expect(await list({ user_id: "eve" })).toEqual([2]);
      expect(await list({ project_id: "none" })).toEqual([]);
    });

    it("changes a run only from the statuses named, and only once of many at once", async () => {
      await add(runOf(1));
      const end = () =>
        records.changeRun(idOf(1), ["running"], {
          status: "failed",
          finished_at: minute(9),
          end_reason: "exited",
          exit_code: 1,
        });
      const changed = await Promise.all([end(), end(), end()]);
      expect(changed.filter((run) => run !== null)).toEqual([
        runOf(1, { status: "failed", finished_at: minute(9), end_reason: "exited", exit_code: 1 }),
      ]);
      expect(await records.changeRun(idOf(2), ["running"], { status: "failed" })).toBeNull();
    });

    it("keeps output and process beside the run", async () => {
      await add(runOf(1));
      await add(runOf(2));
      expect(await records.readOutput(idOf(1))).toEqual({ text: "", dropped_bytes: 0 });
      const process = { pid: 4711, started: "boot/123" };
      const output = { text: "línea\n", dropped_bytes: 5_000_000_000 };
      await records.changeRun(idOf(1), ["running"], { process, output });
      expect(await records.readOutput(idOf(1))).toEqual(output);
      const open = await records.openRuns();
      expect(open.find(({ run }) => run.id === idOf(1))?.process).toEqual(process);
      expect(open.find(({ run }) => run.id === idOf(2))?.process).toBeNull();
      await records.changeRun(idOf(1), ["running"], { status: "succeeded", process: null });
      expect((await records.openRuns()).map(({ run }) => run.id)).toEqual([idOf(2)]);
    });

    it("knows the runs that are not over", async () => {
      await add(runOf(1, { status: "queued", started_at: null }));
      await add(runOf(2, { status: "stopping" }));
      await add(runOf(3, { status: "skipped_quota" }));
      await add(runOf(4, { kind: "session", project_id: null, name: "Pairing" }));
      const open = await records.openRuns();
      expect(new Set(ids(open.map(({ run }) => run)))).toEqual(new Set([1, 2, 4]));
    });

    it("knows the parked runs, the first parked first, with all that they wait for", async () => {
      const limits_unavailable = {
        reason: "limits_unavailable",
        engine: "counters",
        retry_after_seconds: 5,
      } as const;
      const parked = (n: number, parked_at: string) =>
        runOf(n, {
          status: "parked",
          started_at: null,
          refusal: limits_unavailable,
          reasons: [limits_unavailable, limits_unavailable],
          parked_at,
          parked_until: minute(59),
          resumes_at: minute(40),
          allow_overage: true,
          schedule_id: idOf(77),
        });
      const later = parked(1, minute(9));
      await add(later);
      await add(parked(3, minute(5)));
      await add(parked(2, minute(5)));
      await add(runOf(4));
      expect(ids(await records.parkedRuns())).toEqual([2, 3, 1]);
      expect((await records.parkedRuns())[2]).toEqual(later);
      expect(ids((await records.openRuns()).map(({ run }) => run))).toContain(1);
      const patch = {
        status: "running",
        admitted_at: minute(41),
        reasons: [],
        refusal: null,
        parked_until: null,
        resumes_at: null,
      } satisfies RunPatch;
      const resumed = () => records.changeRun(idOf(1), ["parked"], patch);
      const once = await Promise.all([resumed(), resumed(), resumed()]);
      expect(once.filter((run) => run !== null)).toEqual([{ ...later, ...patch }]);
      expect(ids(await records.parkedRuns())).toEqual([2, 3]);
    });

    it("parks no more than a person may have parked, of many at once", async () => {
      const park = (n: number, user_id = "dana") =>
        records.addRun({
          run: runOf(n, { user_id, status: "parked", parked_at: minute(n) }),
          idempotency: null,
          holds_place: false,
          parked_max: 2,
        });
      const added = await Promise.all([1, 2, 3, 4].map((n) => park(n)));
      expect(added.filter(Boolean)).toHaveLength(2);
      expect(await park(5, "eve")).toBe(true);
      expect(await records.parkedRuns()).toHaveLength(3);
    });

    it("finds many runs at once, and no others", async () => {
      await add(runOf(1));
      await add(runOf(2));
      expect(ids(await records.findRuns([idOf(2), idOf(9)]))).toEqual([2]);
      expect(await records.findRuns([])).toEqual([]);
    });

    it("tells tasks and sessions apart, and keeps why a run was skipped", async () => {
      const session = runOf(1, { kind: "session", project_id: null, name: "Pairing" });
      await add(session);
      const refusal = { reason: "insufficient_credits", feature: "x", purchase_url: null } as const;
      await add(runOf(2, { status: "queued", started_at: null }));
      const skipped = { status: "skipped_quota", end_reason: "refused", refusal } as const;
      await records.changeRun(idOf(2), ["queued"], skipped);
      expect(await records.findRun(idOf(2))).toMatchObject(skipped);
      expect(await records.listRuns({ kind: "session", limit: 9 })).toEqual([session]);
      expect(ids(await records.listRuns({ kind: "task", limit: 9 }))).toEqual([2]);
    });

    describe("the ledger", () => {
      const book = (run: number, number: number, parts: [string, number][], user_id = "dana") =>
        records.bookSeconds({
          run_id: idOf(run),
          user_id,
          number,
          parts: parts.map(([day, seconds]) => ({ day, seconds })),
        });
      const ledger = async (day: string, user = "dana") =>
        (await records.readLedger(user, day)).map(({ day, seconds }) => [day, seconds]);

      it("adds to the days and to the run", async () => {
        await add(runOf(1));
        await add(runOf(2));
        expect(
          await book(1, 1, [
            ["2026-02-28", 10.5],
            ["2026-03-01", 4.5],
          ]),
        ).toBe(true);
        expect(await book(1, 2, [["2026-03-01", 15]])).toBe(true);
        expect(await book(2, 1, [["2026-03-01", 0.25]])).toBe(true);
        expect(await ledger("2026-01-01")).toEqual([
          ["2026-02-28", 10.5],
          ["2026-03-01", 19.75],
        ]);
        expect((await records.findRun(idOf(1)))?.compute_seconds).toBe(30);
        expect((await records.findRun(idOf(2)))?.compute_seconds).toBe(0.25);
      });

      it("takes a booking once, whoever repeats it, and none out of turn", async () => {
        await add(runOf(1));
        expect(await book(1, 2, [["2026-03-01", 99]])).toBe(false);
        const twice = await Promise.all([1, 2, 3].map(() => book(1, 1, [["2026-03-01", 15]])));
        expect(twice.filter((taken) => taken)).toHaveLength(1);
        expect(await book(1, 1, [["2026-03-01", 15]])).toBe(false);
        expect(await ledger("2026-03-01")).toEqual([["2026-03-01", 15]]);
        expect((await records.findRun(idOf(1)))?.compute_seconds).toBe(15);
      });

      it("takes none of a run that is not there", async () => {
        expect(await book(7, 1, [["2026-03-01", 15]])).toBe(false);
        expect(await ledger("2026-01-01")).toEqual([]);
      });

      it("keeps each person's days apart, and tells those from a day on", async () => {
        await add(runOf(1));
        await add(runOf(2, { user_id: "eve" }));
        await book(1, 1, [
          ["2026-02-28", 1],
          ["2026-03-01", 2],
          ["2026-03-02", 3],
        ]);
        await book(2, 1, [["2026-03-01", 7]], "eve");
        expect(await ledger("2026-03-01")).toEqual([
          ["2026-03-01", 2],
          ["2026-03-02", 3],
        ]);
        expect(await ledger("2026-03-01", "eve")).toEqual([["2026-03-01", 7]]);
        expect(await ledger("2026-03-01", "nobody")).toEqual([]);
      });

      it("keeps what was used by runs that are removed", async () => {
        const id = "sample/x";
        await records.addProject({ ...PROJECT, id, sample: true });
        await add(runOf(1, { project_id: id, status: "failed" }));
        await book(1, 1, [["2026-03-01", 15]]);
        await records.removeSample();
        expect(await ledger("2026-03-01")).toEqual([["2026-03-01", 15]]);
      });
    });

    it("tells the statuses of a person's newest runs of a kind", async () => {
      await add(runOf(1, { kind: "session", project_id: null, status: "running" }));
      await add(runOf(2, { kind: "session", project_id: null, status: "failed" }));
      await add(runOf(3));
      await add(runOf(4, { kind: "session", project_id: null, user_id: "eve" }));
      const all = await records.listStatuses("dana", "session", 9);
      expect(all.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
        { id: idOf(1), status: "running" },
        { id: idOf(2), status: "failed" },
      ]);
      expect(await records.listStatuses("dana", "session", 1)).toHaveLength(1);
    });

    it("keeps the newest revision of a lock, and none of a project that is not there", async () => {
      const lock = { fencing: 7, holder: null, freed_at: null, queue: [] };
      await records.writeLock(PROJECT.id, { lock, revision: 2 });
      await records.writeLock(PROJECT.id, { lock: { ...lock, fencing: 6 }, revision: 1 });
      await records.writeLock("none", { lock, revision: 1 });
      expect(await records.readLocks()).toEqual([{ project_id: PROJECT.id, lock, revision: 2 }]);
    });

    it("knows the places taken since, without those given back", async () => {
      await add(runOf(1));
      await add(runOf(2, { status: "failed" }));
      await add(runOf(3));
      await records.changeRun(idOf(3), ["running"], { holds_place: false });
      expect(await records.placesSince(minute(1))).toEqual([
        { user_id: "dana", run_id: idOf(2), taken_at: Date.parse(minute(2)) },
      ]);
      expect(await records.placesSince(minute(0))).toHaveLength(2);
    });

    it("keeps settings", async () => {
      expect(await records.readSetting("sample")).toBeNull();
      await records.writeSetting("sample", "present");
      await records.writeSetting("sample", "removed");
      expect(await records.readSetting("sample")).toBe("removed");
    });

    it("removes the sample whole, and nothing else, and only when its runs are over", async () => {
      await records.addProject(SAMPLE);
      await add(runOf(1));
      await add(runOf(2, { project_id: SAMPLE.id }));
      expect(await records.removeSample()).toBeNull();
      expect(await records.findProject(SAMPLE.id)).toEqual(SAMPLE);
      await records.changeRun(idOf(2), ["running"], { status: "cancelled" });
      expect(await records.removeSample()).toEqual({
        projects: 1,
        runs: [{ id: idOf(2), user_id: "dana" }],
      });
      expect((await records.listProjects()).map(({ id }) => id)).toEqual([PROJECT.id]);
      expect(ids(await records.listRuns({ limit: 10 }))).toEqual([1]);
      expect(await records.removeSample()).toEqual({ projects: 0, runs: [] });
    });

    // Only engines that keep their data beyond the process have more to promise.
    if (!reopen) return;

    it("still has everything after it was closed and opened again", async () => {
      await add(runOf(1), "key");
      records = await reopen(records);
      expect(await records.findRun(idOf(1))).toEqual(runOf(1));
      expect(await add(runOf(2), "key")).toBe(false);
    });

    it("says that it is unavailable once it is closed", async () => {
      const closed = records;
      await closed.close();
      await expect(closed.ping()).rejects.toThrow(EngineUnavailableError);
      await expect(closed.listRuns({ limit: 1 })).rejects.toThrow(EngineUnavailableError);
      records = await open();
    });
  });
}
