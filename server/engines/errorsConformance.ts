import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RunStatus } from "../../src/contract/runs.ts";
import type { Records, RunRecord } from "./records.ts";

const AT = "2026-03-01T12:00:00.000Z";
const PROJECT = { id: "acme/web", name: "Acme web", created_at: AT, sample: false };
const OTHER = { ...PROJECT, id: "acme/api" };

const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const minute = (n: number) => new Date(Date.parse(AT) + n * 60_000).toISOString();

const runOf = (n: number, status: RunStatus, started_at: string | null): RunRecord => ({
  id: idOf(n),
  kind: "task",
  project_id: PROJECT.id,
  user_id: "dana",
  source: "error_capture",
  execution: "managed",
  agent: "command",
  status,
  name: null,
  message: null,
  provider: null,
  model: null,
  admitted_at: minute(1),
  started_at,
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
});

/** What every record engine promises of captured errors. */
export function errorsConformance(name: string, open: () => Promise<Records>): void {
  describe(`captured errors, ${name}`, () => {
    let records: Records;
    beforeEach(async () => {
      records = await open();
      await records.addProject(PROJECT);
      await records.addProject(OTHER);
    });
    afterEach(() => records.close());

    /** At a minute, with ten minutes to look back and one to be on its way. */
    const capture = (n: number, fingerprint = "f", project_id = PROJECT.id, max = 3) =>
      records.captureError(
        { project_id, fingerprint, title: "It's null", at: minute(n) },
        { since: minute(n - 10), asked_since: minute(n - 1), max },
      );
    const settle = (run: string | null, fingerprint = "f") =>
      records.settleError({ project_id: PROJECT.id, fingerprint }, run);

    it("are counted, and one of many at once is to ask", async () => {
      const all = await Promise.all([1, 2, 3, 4, 5].map(() => capture(20)));
      expect(all.filter((one) => one?.outcome === "asked")).toHaveLength(1);
      expect(all.filter((one) => one?.outcome === "deduplicated")).toHaveLength(4);
      expect(all.map((one) => one?.count).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([
        1, 2, 3, 4, 5,
      ]);
      expect(await capture(20, "f", "none")).toBeNull();
    });

    it("have enough of a run that waits, works or began a moment ago", async () => {
      const cases = [
        ["queued", null, "deduplicated"],
        ["parked", null, "deduplicated"],
        ["running", minute(1), "deduplicated"],
        ["stopping", minute(1), "deduplicated"],
        ["failed", minute(11), "deduplicated"],
        ["failed", minute(10), "asked"],
        ["skipped_quota", null, "asked"],
      ] as const;
      for (const [n, [status, started_at, outcome]] of cases.entries()) {
        const fingerprint = `f${n}`;
        await capture(n, fingerprint, PROJECT.id, 100);
        const run = runOf(n, status, started_at);
        await records.addRun({ run, idempotency: null, holds_place: false });
        await settle(run.id, fingerprint);
        const run_id = outcome === "asked" ? null : run.id;
        const again = await capture(20, fingerprint, PROJECT.id, 100);
        expect(again).toEqual({ outcome, count: 2, run_id });
      }
    });

    it("are asked for anew where nothing came of it, or nobody says what did", async () => {
      await capture(20);
      expect(await capture(20)).toMatchObject({ outcome: "deduplicated", run_id: null });
      await settle(null);
      expect(await capture(20)).toMatchObject({ outcome: "asked" });
      expect(await capture(21)).toMatchObject({ outcome: "asked", count: 4 });
    });

    it("ask for so many runs of a project in a while, and are counted all the same", async () => {
      const outcomes: unknown[] = [];
      for (const fingerprint of ["a", "b", "c", "d", "d"]) {
        const captured = await capture(20, fingerprint);
        outcomes.push([captured?.outcome, captured?.count]);
      }
      expect(outcomes).toEqual([
        ["asked", 1],
        ["asked", 1],
        ["asked", 1],
        ["suppressed", 1],
        ["suppressed", 2],
      ]);
      expect(await capture(20, "d", OTHER.id)).toMatchObject({ outcome: "asked" });
      expect(await capture(29, "d")).toMatchObject({ outcome: "suppressed", count: 3 });
      expect(await capture(30, "d")).toMatchObject({ outcome: "asked", count: 4 });
    });

    it("are forgotten when they are old", async () => {
      await capture(20);
      await capture(30, "g");
      await records.pruneErrors(minute(25));
      expect(await capture(40)).toMatchObject({ count: 1 });
      expect(await capture(40, "g")).toMatchObject({ count: 2 });
    });
  });
}
