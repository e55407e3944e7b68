import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Client, createClient } from "../src/api/client.ts";
import type { Run } from "../src/contract/runs.ts";
import { defaultPolicy, type Policy } from "../server/admission/policy.ts";
import { problemOf, type Target } from "./contractSuite.ts";

const MAX = 2;
const SUBMISSIONS = 20;
const ACQUIRERS = 50;

const policy: Policy = {
  ...defaultPolicy,
  plans: { member: { paid: true, max_sessions: MAX, monthly_compute_seconds: 3600 } },
  runs: { max: 200, window_seconds: 3600, lease_seconds: 90 },
  projects: { "*": { max_concurrency: MAX }, "acme/wide": { max_concurrency: ACQUIRERS } },
  upgrade_url: "https://example.com/upgrade",
};
const noCompute: Policy = {
  ...policy,
  plans: { member: { paid: true, max_sessions: MAX, monthly_compute_seconds: 0 } },
};

const WEB = "acme/web";
const WIDE = "acme/wide";
const NO_RUN = "00000000-0000-4000-8000-ffffffffffff";

/** What the API promises of slots, the PR lock and sessions, whichever engines and transport are behind it. */
export function slotsSuite(name: string, open: (policy: Policy) => Promise<Target>): void {
  describe(`slots, ${name}`, () => {
    let target: Target;
    let client: Client;

    async function enter(under: Policy): Promise<void> {
      target = await open(under);
      client = createClient(target);
      for (const id of [WEB, WIDE]) await client.projects.add({ body: { id, name: id } });
    }
    beforeEach(() => enter(policy));
    afterEach(() => target.close());

    const submit = (project_id = WEB) =>
      client.runs.submit({ body: { project_id, execution: "external", message: "work" } });
    const finish = (id: string) =>
      client.runs.finish({ params: { id }, body: { status: "succeeded" } });
    const concurrency = async (project_id = WEB) =>
      (await client.quota.concurrency({ query: { project_id } })).data;
    const lockOf = async (project_id = WEB) =>
      (await client.quota.prLock({ query: { project_id } })).data;
    const acquire = async (run_id: string, id = WEB) =>
      (await client.projects.acquireLock({ params: { id }, body: { run_id } })).data;
    const release = (run_id: string, fencing_token: number, id = WEB) =>
      client.projects.releaseLock({ params: { id }, body: { run_id, fencing_token } });

    it("queues what finds no slot, in order, and runs it all in the end", async () => {
      const answers = await Promise.all(Array.from({ length: SUBMISSIONS }, () => submit()));
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status === 201)).toHaveLength(MAX);
      expect(statuses.filter((status) => status === 202)).toHaveLength(SUBMISSIONS - MAX);
      const before = await concurrency();
      expect(before).toMatchObject({ active: MAX, max: MAX, queued: SUBMISSIONS - MAX });
      const order = [...before.holders, ...before.queue].map(({ run_id }) => run_id);
      expect(new Set(order).size).toBe(SUBMISSIONS);
      expect(before.queue.map(({ position }) => position)).toEqual(
        before.queue.map((_, index) => index + 1),
      );
      for (const [done, id] of order.entries()) {
        const { holders } = await concurrency();
        expect(holders.map(({ run_id }) => run_id)).toEqual(order.slice(done, done + MAX));
        const { data } = await client.runs.list({ query: { status: "running" } });
        expect(data.runs).toHaveLength(Math.min(MAX, SUBMISSIONS - done));
        await finish(id);
      }
      expect(await concurrency()).toEqual({
        active: 0,
        max: MAX,
        queued: 0,
        holders: [],
        queue: [],
      });
    });

    it("tells a queued run its place, and the decision that it would queue", async () => {
      const ask = async () => {
        const body = { kind: "run", project_id: WEB } as const;
        return (await client.decision.decide({ body })).data;
      };
      expect((await ask()).advice).toEqual([]);
      for (let n = 0; n < MAX; n++) await submit();
      expect(await ask()).toMatchObject({
        allowed: true,
        advice: [{ kind: "concurrency_full", active: MAX, max: MAX, queued: 0 }],
      });
      const first = (await submit()).data;
      const second = (await submit()).data;
      expect([first.queue_position, second.queue_position]).toEqual([1, 2]);
      expect(second).toMatchObject({ status: "queued", started_at: null, lease_expires_at: null });
      await client.runs.cancel({ params: { id: first.id } });
      const moved = (await client.runs.get({ params: { id: second.id } })).data;
      expect(moved.queue_position).toBe(1);
    });

    it("gives a cancelled waiter's place in the window back", async () => {
      for (let n = 0; n < MAX; n++) await submit();
      const { id } = (await submit()).data;
      expect((await client.quota.runs()).data.used).toBe(MAX + 1);
      const cancelled = (await client.runs.cancel({ params: { id } })).data;
      expect(cancelled).toMatchObject({ status: "cancelled", started_at: null });
      expect((await client.quota.runs()).data.used).toBe(MAX);
    });

    it("leases a queued external run from when it starts, and no sooner", async () => {
      const running: Run[] = [];
      for (let n = 0; n < MAX; n++) running.push((await submit()).data);
      const { id } = (await submit()).data;
      const heartbeat = () => client.runs.heartbeat({ params: { id } });
      expect((await heartbeat()).data).toMatchObject({ status: "queued", lease_expires_at: null });
      expect(await problemOf(finish(id))).toMatchObject({ status: 409 });
      await finish(running[0]?.id ?? "");
      const started = (await heartbeat()).data;
      expect(started).toMatchObject({
        status: "running",
        started_at: expect.any(String),
        lease_expires_at: expect.any(String),
      });
    });

    it("shows every project at a glance", async () => {
      for (let n = 0; n <= MAX; n++) await submit();
      const { projects } = (await client.quota.projects()).data;
      const free = { state: "free", held_since: null, queue_depth: 0, lease_expires_at: null };
      expect(projects).toEqual([
        { project_id: WEB, name: WEB, active: MAX, max: MAX, queued: 1, pr_lock: free },
        { project_id: WIDE, name: WIDE, active: 0, max: ACQUIRERS, queued: 0, pr_lock: free },
      ]);
    });

    it("grants the lock to one of many at once, then to each in turn, with rising tokens", async () => {
      const runs = await Promise.all(Array.from({ length: ACQUIRERS }, () => submit(WIDE)));
      const ids = runs.map(({ data }) => data.id);
      const answers = await Promise.all(ids.map((id) => acquire(id, WIDE)));
      const granted = answers.filter((answer) => answer.granted);
      expect(granted).toHaveLength(1);
      const held = await lockOf(WIDE);
      expect(held).toMatchObject({ locked: true, state: "draining", queue_depth: ACQUIRERS - 1 });
      const order = [held.holder, ...held.queue].map((party) => party?.run_id ?? "");
      expect(order.toSorted()).toEqual(ids.toSorted());
      let last = 0;
      for (const [turn, id] of order.entries()) {
        const answer = await acquire(id, WIDE);
        if (!answer.granted) throw new Error(`not granted in turn ${turn}`);
        expect(answer.fencing_token).toBeGreaterThan(last);
        last = answer.fencing_token;
        expect((await lockOf(WIDE)).holder?.run_id).toBe(id);
        const { queue } = await lockOf(WIDE);
        expect(queue.map(({ run_id }) => run_id)).toEqual(order.slice(turn + 1));
        await release(id, answer.fencing_token, WIDE);
      }
      expect(await lockOf(WIDE)).toMatchObject({ locked: false, state: "free", queue_depth: 0 });
    });

    it("takes no stale or foreign token, and lets the lock go when its run ends", async () => {
      const [a, b] = [(await submit()).data.id, (await submit()).data.id];
      const first = await acquire(a);
      if (!first.granted) throw new Error("not granted");
      expect(await acquire(a)).toEqual(first);
      expect(await acquire(b)).toEqual({ granted: false, position: 1, queue_depth: 1 });
      const renew = (run_id: string, fencing_token: number) =>
        client.projects.renewLock({ params: { id: WEB }, body: { run_id, fencing_token } });
      expect((await renew(a, first.fencing_token)).data).toMatchObject({ granted: true });
      const stale = [
        renew(a, first.fencing_token + 1),
        renew(b, first.fencing_token),
        release(b, first.fencing_token),
      ];
      for (const refused of await Promise.all(stale.map(problemOf))) {
        expect(refused).toMatchObject({ status: 409, error: "conflict" });
      }
      expect((await lockOf()).holder?.run_id).toBe(a);
      await finish(a);
      const second = await acquire(b);
      expect(second).toMatchObject({ granted: true, fencing_token: first.fencing_token + 1 });
      expect(await problemOf(renew(a, first.fencing_token))).toMatchObject({ status: 409 });
    });

    it("gives the lock only to runs that work in the project", async () => {
      for (let n = 0; n < MAX; n++) await submit();
      const queued = (await submit()).data.id;
      const elsewhere = (await submit(WIDE)).data.id;
      expect(await problemOf(acquire(NO_RUN))).toMatchObject({ status: 404 });
      for (const id of [queued, elsewhere]) {
        expect(await problemOf(acquire(id))).toMatchObject({
          status: 409,
          fields: [{ field: "run_id" }],
        });
      }
      expect((await lockOf()).state).toBe("free");
    });

    it("advises of a held lock, which holds nothing back", async () => {
      await acquire((await submit()).data.id);
      const decision = await client.decision.decide({ body: { kind: "run", project_id: WEB } });
      expect(decision.data).toMatchObject({
        allowed: true,
        advice: [{ kind: "pr_lock_held", queue_depth: 0, held_since: expect.any(String) }],
      });
    });

    it("starts sessions up to the plan's number, and says which could be stopped", async () => {
      const start = (name?: string) => client.sessions.start({ body: name ? { name } : {} });
      const first = (await start("Pairing")).data;
      expect(first).toMatchObject({ kind: "session", name: "Pairing", status: "running" });
      await start();
      const decision = (await client.decision.decide({ body: { kind: "session" } })).data;
      const problem = await problemOf(start());
      expect(problem).toMatchObject({
        status: 409,
        error: "SESSION_LIMIT_REACHED",
        running: MAX,
        max: MAX,
        retry_at: null,
      });
      expect(problem).toMatchObject({ ...decision.refusal });
      const status = (await client.sessions.batchStatus()).data;
      expect(status).toMatchObject({ running: MAX, max_sessions: MAX });
      expect(Object.values(status.statuses)).toEqual(["running", "running"]);
      await client.sessions.stop({ body: { session_id: first.id } });
      await expect
        .poll(async () => (await client.sessions.get({ params: { id: first.id } })).data.status)
        .toBe("stopped");
      await start();
    });

    it("tells of what runs, however much has ended since it started", async () => {
      const start = () => client.sessions.start({ body: {} });
      const old = (await start()).data;
      const over = (await start()).data;
      await client.sessions.stop({ body: { session_id: over.id } });
      const page = async () => (await client.sessions.list({ query: { limit: 1 } })).data;
      await expect.poll(async () => (await page()).sessions[0]?.status).toBe("stopped");
      expect(await page()).toMatchObject({
        sessions: [{ id: over.id }],
        running: [{ id: old.id }],
      });
    });

    it("never starts more sessions than there may be, however many ask at once", async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 10 }, () => client.sessions.start({ body: {} })),
      );
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(MAX);
      expect((await client.sessions.list({ query: {} })).data.sessions).toHaveLength(MAX);
    });

    it("keeps tasks and sessions apart", async () => {
      const task = (await submit()).data;
      const session = (await client.sessions.start({ body: { project_id: WEB } })).data;
      expect((await client.runs.list({ query: {} })).data.runs.map(({ id }) => id)).toEqual([
        task.id,
      ]);
      expect((await concurrency()).active).toBe(1);
      const params = { id: session.id };
      expect(await problemOf(client.runs.get({ params }))).toMatchObject({ status: 404 });
      const stop = client.sessions.stop({ body: { session_id: task.id } });
      expect(await problemOf(stop)).toMatchObject({ status: 404 });
    });

    it("refuses sessions and managed runs at the compute quota, and starts nothing", async () => {
      await target.close();
      await enter(noCompute);
      const asked = [
        client.sessions.start({ body: {} }),
        client.runs.submit({ body: { project_id: WEB } }),
      ];
      for (const refusal of await Promise.all(asked.map(problemOf))) {
        expect(refusal).toMatchObject({
          status: 402,
          error: "QUOTA_EXCEEDED",
          reason: "compute_quota_exceeded",
          quota_seconds: 0,
          upgrade_url: "https://example.com/upgrade",
        });
      }
      expect((await submit()).status).toBe(201);
      expect((await client.sessions.list({ query: {} })).data.sessions).toEqual([]);
      expect((await client.quota.runs()).data.used).toBe(1);
    });
  });
}
