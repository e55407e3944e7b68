import { afterEach, describe, expect, it } from "vitest";
import { defaultPolicy, type Policy } from "../server/admission/policy.ts";
import { type Client, createClient } from "../src/api/client.ts";
import { problemOf, type Target } from "./contractSuite.ts";

const WEB = "acme/web";
const API = "acme/api";

const policy: Policy = {
  ...defaultPolicy,
  runs: { max: 1, window_seconds: 3600, lease_seconds: 90 },
  parking: { ...defaultPolicy.parking, max_per_user: 3 },
};
const noRuns: Policy = { ...policy, runs: { ...policy.runs, max: 0 } };
const fewErrors: Policy = {
  ...policy,
  runs: { ...policy.runs, max: 2 },
  errors: { max: 3, window_seconds: 600 },
};

/** What the API promises of work that waits, comes again or comes in hundreds, whatever is behind it. */
export function waitingSuite(name: string, open: (policy: Policy) => Promise<Target>): void {
  describe(`waiting, ${name}`, () => {
    let target: Target;
    let client: Client;

    async function enter(under: Policy): Promise<void> {
      target = await open(under);
      client = createClient(target);
      for (const id of [WEB, API]) await client.projects.add({ body: { id, name: id } });
    }
    afterEach(() => target.close());

    const submit = (more: { project_id?: string } = {}, idempotencyKey?: string) =>
      client.runs.submit({
        body: { project_id: WEB, execution: "external", on_refusal: "park", ...more },
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      });
    const list = async (status: "parked" | "skipped_quota" | "running") =>
      (await client.runs.list({ query: { status } })).data.runs;

    it("parks what a limit refuses, if it is asked to, until it is cancelled", async () => {
      await enter(policy);
      expect((await submit()).status).toBe(201);
      const { status, data: parked } = await submit({}, "key");
      expect(status).toBe(202);
      expect(parked).toMatchObject({
        status: "parked",
        refusal: { reason: "run_quota_exhausted" },
        reasons: [{ reason: "run_quota_exhausted" }],
        started_at: null,
        queue_position: null,
        allow_overage: false,
        schedule_id: null,
        resumes_at: expect.any(String),
        parked_at: expect.any(String),
        parked_until: expect.any(String),
      });
      const again = await submit({}, "key");
      expect([again.status, again.data.id]).toEqual([202, parked.id]);
      await submit({ project_id: API });
      await submit({ project_id: API });
      expect(await problemOf(submit())).toMatchObject({
        status: 429,
        reason: "run_quota_exhausted",
      });
      expect(await list("parked")).toHaveLength(3);
      expect((await client.quota.runs()).data.used).toBe(1);
      expect((await client.quota.concurrency({ query: { project_id: WEB } })).data).toMatchObject({
        active: 1,
        queued: 0,
      });
      const cancelled = await client.runs.cancel({ params: { id: parked.id } });
      expect(cancelled.data).toMatchObject({ status: "cancelled", end_reason: "cancelled" });
      const cancelParked = async (project_id: string) =>
        (await client.runs.cancelParked({ body: { project_id } })).data;
      expect(await cancelParked(WEB)).toEqual({ cancelled: 0 });
      expect(await cancelParked(API)).toEqual({ cancelled: 2 });
      expect(await list("parked")).toEqual([]);
      expect(await list("running")).toHaveLength(1);
    });

    it("refuses what no waiting helps, and keeps the refused run of a captured error", async () => {
      await enter(noRuns);
      expect(await problemOf(submit())).toMatchObject({ status: 429, retry_at: null });
      const body = { project_id: WEB, fingerprint: "f", title: "x is null" };
      expect(await problemOf(client.errors.capture({ body }))).toMatchObject({
        status: 429,
        error: "run_quota_exhausted",
      });
      expect(await list("skipped_quota")).toMatchObject([
        {
          source: "error_capture",
          end_reason: "refused",
          refusal: { reason: "run_quota_exhausted", max: 0 },
          message: "Fix this error: x is null",
        },
      ]);
    });

    it("starts one run for an error, however often it comes, and some for a project", async () => {
      await enter(fewErrors);
      const capture = (fingerprint: string, on_refusal: "refuse" | "park" = "park") =>
        client.errors.capture({
          body: { project_id: WEB, fingerprint, title: "x is null", on_refusal },
        });
      const first = await capture("a");
      expect([first.status, first.data]).toMatchObject([201, { status: "running" }]);
      const run_id = "id" in first.data ? first.data.id : "";
      const second = await capture("a");
      expect([second.status, second.data]).toEqual([
        200,
        { deduplicated: true, suppressed: false, run_id, count: 2 },
      ]);
      await capture("b");
      const parked = await capture("c");
      expect([parked.status, parked.data]).toMatchObject([202, { status: "parked" }]);
      const storm = await capture("d");
      expect([storm.status, storm.data]).toEqual([
        200,
        { deduplicated: false, suppressed: true, run_id: null, count: 1 },
      ]);
      const unknown = { project_id: "none", fingerprint: "f", title: "t" };
      expect(await problemOf(client.errors.capture({ body: unknown }))).toMatchObject({
        status: 404,
        fields: [{ field: "project_id" }],
      });
    });

    it("keeps schedules, and names what is wrong with one", async () => {
      await enter(policy);
      const body = {
        name: "New year",
        project_id: WEB,
        cron: "0 9 1 1 *",
        timezone: "Europe/Berlin",
        message: "Update the dependencies",
      };
      const { status, data: added } = await client.schedules.add({ body });
      expect(status).toBe(201);
      expect(added).toMatchObject({
        ...body,
        user_id: "local",
        provider: null,
        model: null,
        execution: "managed",
        enabled: true,
        on_refusal: "refuse",
        allow_overage: false,
        last_outcomes: [],
      });
      expect(added.next_fires.map((at) => at.slice(4))).toEqual(
        Array.from({ length: 3 }, () => "-01-01T08:00:00.000Z"),
      );
      expect(Object.keys(added)).not.toContain("counts_from");
      const params = { id: added.id };
      expect((await client.schedules.get({ params })).data).toEqual(added);
      expect((await client.schedules.list({})).data.schedules).toEqual([added]);

      const fieldsOf = async (asking: Promise<unknown>) => {
        const problem = await problemOf(asking);
        return "fields" in problem
          ? [problem.status, problem.fields?.map(({ field }) => field)]
          : [];
      };
      const bad = { ...body, cron: "9 o'clock", timezone: "Mars/Olympus" };
      expect(await fieldsOf(client.schedules.add({ body: bad }))).toEqual([
        400,
        ["timezone", "cron"],
      ]);
      const never = { cron: "0 0 31 2 *" };
      expect(await fieldsOf(client.schedules.change({ params, body: never }))).toEqual([
        400,
        ["cron"],
      ]);
      const elsewhere = client.schedules.add({ body: { ...body, project_id: "none" } });
      expect(await fieldsOf(elsewhere)).toEqual([404, ["project_id"]]);
      expect((await client.schedules.list({})).data.schedules).toEqual([added]);

      const off = { enabled: false, provider: "claude", on_refusal: "park" } as const;
      const changed = (await client.schedules.change({ params, body: off })).data;
      expect(changed).toEqual({ ...added, ...off, next_fires: [] });
      expect((await client.schedules.remove({ params })).data).toEqual({ removed: true });
      expect(await problemOf(client.schedules.get({ params }))).toMatchObject({ status: 404 });
      expect(await problemOf(client.schedules.remove({ params }))).toMatchObject({ status: 404 });
      expect((await client.schedules.list({})).data.schedules).toEqual([]);
    });

    it("adds one schedule a key, also at the same moment, and no other under it", async () => {
      await enter(policy);
      const times = { cron: "0 9 1 1 *", timezone: "UTC" };
      const body = { name: "New year", project_id: WEB, message: "Update", ...times };
      const idOf = async (key: string) =>
        (await client.schedules.add({ body, idempotencyKey: key })).data.id;
      const [first, second, other] = await Promise.all(["k1", "k1", "k2"].map(idOf));
      expect([first === second, first === other]).toEqual([true, false]);
      const count = async () => (await client.schedules.list({})).data.schedules.length;
      expect(await count()).toBe(2);
      const params = { id: first ?? "" };
      await client.schedules.change({ params, body: { name: "Old year" } });
      expect(await idOf("k1")).toBe(first);
      const another = { ...body, message: "Something else" };
      const reused = client.schedules.add({ body: another, idempotencyKey: "k1" });
      expect(await problemOf(reused)).toMatchObject({
        status: 400,
        fields: [{ field: "Idempotency-Key" }],
      });
      const bad = client.schedules.add({ body: { ...body, cron: "9" }, idempotencyKey: "k3" });
      expect(await problemOf(bad)).toMatchObject({ status: 400, fields: [{ field: "cron" }] });
      await idOf("k3");
      expect(await count()).toBe(3);
      await client.schedules.remove({ params });
      expect(await idOf("k1")).not.toBe(first);
    });
  });
}
