import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createClient, type Client } from "../src/api/client.ts";
import { FaultError, RefusalError } from "../src/api/errors.ts";
import { API_PREFIX, endpoints } from "../src/contract/api.ts";
import { fromInstant } from "../src/contract/instant.ts";
import { type FaultProblem, PROBLEM_JSON, type RefusalProblem } from "../src/contract/problem.ts";
import { defaultPolicy, type Policy } from "../server/admission/policy.ts";

/** One way to reach the application. */
export interface Target {
  baseUrl: string;
  fetch: typeof fetch;
  close: () => Promise<void>;
}

export const MAX = 3;

/** The policy under which every target runs. */
export const suitePolicy: Policy = {
  ...defaultPolicy,
  runs: { max: MAX, window_seconds: 3600, lease_seconds: 90 },
  projects: { "*": { max_concurrency: 2 * MAX } },
};

const PROJECT = { id: "acme/web", name: "Acme web" };
const NO_RUN = "00000000-0000-4000-8000-ffffffffffff";

/** The problem that a call must be answered with. */
export async function problemOf(asking: Promise<unknown>): Promise<FaultProblem | RefusalProblem> {
  const error = await asking.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof FaultError || error instanceof RefusalError) return error.problem;
  throw new Error(`expected a problem, had ${String(error)}`);
}

/** What the API promises, whichever engines and transport are behind it. */
export function contractSuite(name: string, open: () => Promise<Target>): void {
  describe(`contract, ${name}`, () => {
    let target: Target;
    let client: Client;

    beforeEach(async () => {
      target = await open();
      client = createClient(target);
      await client.projects.add({ body: PROJECT });
    });
    afterEach(() => target.close());

    const raw = (path: string, init?: RequestInit) =>
      target.fetch(`${target.baseUrl}${API_PREFIX}${path}`, init);
    const submit = (more: object = {}, idempotencyKey?: string) =>
      client.runs.submit({
        body: { project_id: PROJECT.id, ...more },
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      });
    const external = () => submit({ execution: "external" }).then(({ data }) => data);
    const used = async () => (await client.quota.runs()).data.used;

    it("says who and what it is", async () => {
      const meta = await client.meta.meta();
      expect(meta.data).toMatchObject({ name: "leeway", sample: false });
      expect(fromInstant(meta.data.server_time)).toBeLessThanOrEqual(fromInstant(meta.server_time));
      expect((await client.meta.me()).data).toMatchObject({ role: "operator", plan: "member" });
    });

    it("gives every answer an id and a time, also the bad ones", async () => {
      for (const path of ["/quota/runs", "/nothing/here"]) {
        const response = await raw(path, { headers: { "X-Correlation-Id": "given-1" } });
        expect(response.headers.get("X-Correlation-Id")).toBe("given-1");
        expect(response.headers.get("X-Server-Time")).toMatch(/Z$/);
        expect(response.headers.get("Cache-Control")).toBe("no-store");
        await response.text();
      }
      const forged = await raw("/quota/runs", { headers: { "X-Correlation-Id": "a b\tc" } });
      await forged.text();
      expect(forged.headers.get("X-Correlation-Id")).toMatch(/^[\w-]{36}$/);
    });

    it("adds projects, lists them by name, and finds them by an id with a slash", async () => {
      await client.projects.add({ body: { id: "a", name: "  Zebra " } });
      const { projects } = (await client.projects.list()).data;
      expect(projects.map((project) => project.name)).toEqual(["Acme web", "Zebra"]);
      expect((await client.projects.get({ params: { id: PROJECT.id } })).data).toEqual(projects[0]);
    });

    it("refuses a project id that is taken, and says which field", async () => {
      const problem = await problemOf(client.projects.add({ body: PROJECT }));
      expect(problem).toMatchObject({ status: 409, error: "conflict", fields: [{ field: "id" }] });
      expect((await client.projects.list()).data.projects).toHaveLength(1);
    });

    it("starts runs until the window is full, then refuses with the next slot", async () => {
      for (let n = 0; n < MAX; n++) {
        const { data, status } = await submit({ message: `run ${n}`, source: "manual" });
        expect(status).toBe(201);
        expect(data).toMatchObject({ message: `run ${n}`, source: "manual", execution: "managed" });
      }
      const quota = (await client.quota.runs()).data;
      expect(quota).toMatchObject({ used: MAX, max: MAX, remaining: 0, window_seconds: 3600 });

      const refused = await raw("/runs", {
        method: "POST",
        body: JSON.stringify({ project_id: PROJECT.id }),
      });
      expect(refused.status).toBe(429);
      expect(refused.headers.get("Content-Type")).toBe(PROBLEM_JSON);
      const wait = Number(refused.headers.get("Retry-After"));
      expect(wait).toBeGreaterThan(3500);
      expect(wait).toBeLessThanOrEqual(3600);
      expect(await refused.json()).toMatchObject({
        status: 429,
        error: "run_quota_exhausted",
        reason: "run_quota_exhausted",
        used: MAX,
        max: MAX,
        next_slot_at: quota.next_slot_at,
        retry_at: quota.next_slot_at,
        reasons: [{ reason: "run_quota_exhausted" }],
        correlation_id: refused.headers.get("X-Correlation-Id"),
      });
      expect((await client.runs.list({ query: {} })).data.runs).toHaveLength(MAX);
    });

    it("decides as the door does, and reserves nothing by deciding", async () => {
      const ask = () => client.decision.decide({ body: { kind: "run", project_id: PROJECT.id } });
      expect((await ask()).data).toEqual({
        allowed: true,
        refusal: null,
        reasons: [],
        advice: [],
        retry_at: null,
      });
      expect(await used()).toBe(0);
      for (let n = 0; n < MAX; n++) await submit();
      const decision = (await ask()).data;
      const problem = await problemOf(submit());
      expect(decision).toMatchObject({ allowed: false, retry_at: expect.any(String) });
      expect(problem).toMatchObject({ ...decision.refusal, reasons: decision.reasons });
    });

    it("admits exactly as many of many at once", async () => {
      const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => submit()));
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(MAX);
      expect(await used()).toBe(MAX);
      expect((await client.runs.list({ query: {} })).data.runs).toHaveLength(MAX);
    });

    it("starts one run per idempotency key, also at the same moment", async () => {
      const answers = await Promise.all([
        submit({}, "key-1"),
        submit({}, "key-1"),
        submit({}, "key-2"),
      ]);
      const [first, second, other] = answers.map(({ data }) => data.id);
      expect(second).toBe(first);
      expect(other).not.toBe(first);
      expect(await used()).toBe(2);
      expect((await submit({}, "key-1")).data.id).toBe(first);
      expect(await used()).toBe(2);
    });

    it("refuses a key that started another run", async () => {
      await submit({ message: "one" }, "key-1");
      const problem = await problemOf(submit({ message: "two" }, "key-1"));
      expect(problem).toMatchObject({ status: 400, fields: [{ field: "Idempotency-Key" }] });
      expect(await used()).toBe(1);
    });

    it("answers a repeated start even when the window is full by then", async () => {
      const { data } = await submit({}, "key-1");
      for (let n = 1; n < MAX; n++) await submit();
      expect((await submit({}, "key-1")).data.id).toBe(data.id);
    });

    it("cancels a managed run, once and for all", async () => {
      const { id } = (await submit()).data;
      await client.runs.cancel({ params: { id } });
      await expect
        .poll(async () => (await client.runs.get({ params: { id } })).data)
        .toMatchObject({
          status: "cancelled",
          end_reason: "cancelled",
          finished_at: expect.any(String),
        });
      expect((await client.runs.cancel({ params: { id } })).data.status).toBe("cancelled");
      expect(await used()).toBe(1);
    });

    it("keeps what a managed run printed after its end", async () => {
      const { id } = (await submit({ message: "say hello" })).data;
      const output = async () => (await client.runs.get({ params: { id } })).data.output.text;
      await expect.poll(output).toContain("say hello");
      await client.runs.cancel({ params: { id } });
      await expect
        .poll(async () => (await client.runs.get({ params: { id } })).data.status)
        .toBe("cancelled");
      expect(await output()).toContain("say hello");
    });

    it("leases external runs: heartbeat renews, finish ends, both only while it lives", async () => {
      const run = await external();
      expect(run).toMatchObject({ agent: "external", status: "running" });
      const params = { id: run.id };
      const renewed = (await client.runs.heartbeat({ params })).data;
      expect(fromInstant(renewed.lease_expires_at ?? "")).toBeGreaterThanOrEqual(
        fromInstant(run.lease_expires_at ?? ""),
      );
      const finish = () =>
        client.runs.finish({ params, body: { status: "succeeded", summary: "two tests mended" } });
      const finished = (await finish()).data;
      expect(finished).toMatchObject({
        status: "succeeded",
        end_reason: "finished",
        summary: "two tests mended",
        lease_expires_at: null,
      });
      expect((await finish()).data).toEqual(finished);
      expect(await problemOf(client.runs.heartbeat({ params }))).toMatchObject({ status: 409 });
      const fail = client.runs.finish({ params, body: { status: "failed" } });
      expect(await problemOf(fail)).toMatchObject({ status: 409, error: "conflict" });
    });

    it("ends an external run at once when it is cancelled", async () => {
      const { id } = await external();
      expect((await client.runs.cancel({ params: { id } })).data.status).toBe("cancelled");
    });

    it("gives managed runs no lease", async () => {
      const { id } = (await submit()).data;
      const problem = await problemOf(client.runs.heartbeat({ params: { id } }));
      expect(problem).toMatchObject({ status: 409 });
    });

    it("pages through runs, newest first, without losing or repeating one", async () => {
      const started: string[] = [];
      for (let n = 0; n < MAX; n++) started.push((await submit()).data.id);
      const seen: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await client.runs.list({
          query: { limit: 1, project_id: PROJECT.id, ...(cursor ? { cursor } : {}) },
        });
        seen.push(...page.data.runs.map(({ id }) => id));
        cursor = page.data.next_cursor;
      } while (cursor);
      expect(seen.toSorted()).toEqual(started.toSorted());
      const { runs } = (await client.runs.list({ query: {} })).data;
      const times = runs.map(({ admitted_at }) => admitted_at);
      expect(times).toEqual(times.toSorted().reverse());
    });

    it("filters runs by project and status", async () => {
      const { id } = await external();
      await client.runs.finish({ params: { id }, body: { status: "failed" } });
      await external();
      const count = async (query: { status?: "failed" | "running"; project_id?: string }) =>
        (await client.runs.list({ query })).data.runs.length;
      expect(await count({ status: "failed" })).toBe(1);
      expect(await count({ status: "running" })).toBe(1);
      expect(await count({ project_id: "none/such" })).toBe(0);
    });

    it("removes the sample workspace even where there is none", async () => {
      const { data } = await client.meta.removeSample();
      expect(data).toEqual({ removed_projects: 0, removed_runs: 0 });
      expect((await client.projects.list()).data.projects).toHaveLength(1);
    });

    it("has a handler for every endpoint of the table", async () => {
      for (const { method, path } of endpoints) {
        const concrete = path.replace(":id", NO_RUN);
        const body = method === "POST" ? "{}" : null;
        const response = await raw(concrete, { method, body });
        await response.text();
        expect(`${method} ${path}: ${response.status}`).not.toMatch(/: (405|5\d\d)$/);
      }
    });
  });

  // One world for all of them: none may leave a trace.
  describe(`contract, bad requests, ${name}`, () => {
    let target: Target;
    let client: Client;

    beforeAll(async () => {
      target = await open();
      client = createClient(target);
      await client.projects.add({ body: PROJECT });
    });
    afterAll(() => target.close());

    const raw = (path: string, init?: RequestInit) =>
      target.fetch(`${target.baseUrl}${API_PREFIX}${path}`, init);

    const bodies: [what: string, body: string, status: number, error: string, fields: string[]][] =
      [
        ["malformed JSON", '{"project_id":', 400, "bad_json", []],
        ["no body", "", 400, "bad_json", []],
        ["an array", "[]", 400, "invalid_request", ["body"]],
        ["a missing field", "{}", 400, "invalid_request", ["project_id"]],
        ["null", '{"project_id":null}', 400, "invalid_request", ["project_id"]],
        [
          "an unknown field and a wrong type",
          '{"project_id":7,"colour":"red","source":"fax"}',
          400,
          "invalid_request",
          ["colour", "project_id", "source"],
        ],
        ["an id that is a path", '{"project_id":"../etc"}', 400, "invalid_request", ["project_id"]],
        [
          "a NUL",
          '{"project_id":"acme/web","message":"a\\u0000b"}',
          400,
          "invalid_request",
          ["message"],
        ],
        [
          "an empty message",
          '{"project_id":"acme/web","message":"  "}',
          400,
          "invalid_request",
          ["message"],
        ],
        ["an unknown project", '{"project_id":"none/such"}', 404, "not_found", ["project_id"]],
        ["5 MB", JSON.stringify({ message: "a".repeat(5_000_000) }), 413, "payload_too_large", []],
      ];
    it.each(bodies)("refuses %s and records nothing", async (_, body, status, error, fields) => {
      const response = await raw("/runs", { method: "POST", body });
      expect(response.status).toBe(status);
      expect(response.headers.get("Content-Type")).toBe(PROBLEM_JSON);
      const problem = (await response.json()) as { error: string; fields?: { field: string }[] };
      expect(problem.error).toBe(error);
      expect((problem.fields ?? []).map(({ field }) => field).toSorted()).toEqual(fields);
      expect((await client.quota.runs()).data.used).toBe(0);
      expect((await client.runs.list({ query: {} })).data.runs).toEqual([]);
    });

    const asks: [path: string, init: RequestInit, status: number, error: string][] = [
      ["/runs?limit=0", {}, 400, "invalid_request"],
      ["/runs?limit=1&limit=2", {}, 400, "invalid_request"],
      ["/runs?colour=red", {}, 400, "invalid_request"],
      ["/runs?cursor=nonsense", {}, 400, "invalid_request"],
      ["/runs/nonsense", {}, 400, "invalid_request"],
      [`/runs/${NO_RUN}`, {}, 404, "not_found"],
      [`/runs/${NO_RUN}/cancel`, { method: "POST" }, 404, "not_found"],
      ["/projects/none%2Fsuch", {}, 404, "not_found"],
      ["/nothing/here", {}, 404, "not_found"],
      ["/quota/runs", { method: "DELETE" }, 405, "method_not_allowed"],
      [
        "/runs",
        { method: "POST", headers: { "Idempotency-Key": "a b" }, body: "{}" },
        400,
        "invalid_request",
      ],
      ["/decision", { method: "POST", body: '{"kind":"siesta"}' }, 400, "invalid_request"],
      [
        "/decision",
        { method: "POST", body: '{"kind":"run","project_id":"none/such"}' },
        404,
        "not_found",
      ],
    ];
    it.each(asks)("answers %s %o with a problem", async (path, init, status, error) => {
      const response = await raw(path, init);
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({
        status,
        error,
        type: `urn:leeway:error:${error}`,
      });
    });
  });
}
