import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Client, createClient } from "../src/api/client.ts";
import { API_PREFIX } from "../src/contract/api.ts";
import { fromInstant } from "../src/contract/instant.ts";
import type { Job } from "../src/contract/jobs.ts";
import type { Connection, ConnectionSort } from "../src/contract/providers.ts";
import type { ProviderId } from "../src/contract/snapshot.ts";
import { defaultPolicy, type Policy } from "../server/admission/policy.ts";
import { badAccountRequests } from "./badAccountRequests.ts";
import { problemOf, type Target } from "./contractSuite.ts";
import type { Vendor } from "./vendor.ts";
import type { VendorFault, VendorState } from "./vendor/vendorState.ts";

/** One way to reach the application, with vendors that do as they are told. */
export interface AccountsTarget extends Target {
  vendor: Vendor;
}

const policy: Policy = {
  ...defaultPolicy,
  runs: { max: 50, window_seconds: 3600, lease_seconds: 90 },
};

const HOUR = 3600;
const DAY = 24 * HOUR;
const WEB = "acme/web";
const NOBODY = "00000000-0000-4000-8000-ffffffffffff";
/** At most so many requests to one vendor at a time. */
const MOST = 4;
const BULK = 40;

const shares = (session_pct: number, weekly_pct: number): VendorState => ({
  session_pct,
  weekly_pct,
  session_resets_at: HOUR,
  weekly_resets_at: 2 * DAY,
});
const roomy = shares(20, 40);
const spentWeek = shares(20, 100);
const spentSession = shares(100, 40);

interface Wanted {
  provider?: ProviderId;
  nickname?: string;
  state?: VendorState;
  fault?: VendorFault;
}
interface Added {
  token: string;
  connection: Connection;
  id: string;
}

/** What the API promises of provider accounts, whichever engines and transport are behind it. */
export function accountsSuite(
  name: string,
  open: (policy: Policy) => Promise<AccountsTarget>,
): void {
  // One world for all of them; each has accounts and tokens of its own.
  describe(`accounts, ${name}`, () => {
    let target: AccountsTarget;
    let client: Client;
    let lastToken = 0;

    beforeAll(async () => {
      target = await open(policy);
      client = createClient({ ...target, timeoutMs: 25_000 });
      await client.projects.add({ body: { id: WEB, name: "Acme web" } });
    });
    afterEach(async () => {
      const { connections } = await list({ page_size: 500 });
      for (const { id } of connections) await client.providers.disconnect({ params: { id } });
      target.vendor.reset();
    });
    afterAll(() => target.close());

    type Query = NonNullable<Parameters<Client["providers"]["client"]>[0]>["query"];
    const list = async (query: Query = {}) => (await client.providers.client({ query })).data;
    const names = async (query: Query) =>
      (await list(query)).connections.map(({ nickname }) => nickname);
    const usage = async (connection_id: string) =>
      (await client.providers.usage({ params: { connection_id } })).data;
    const select = async (body: { model?: string } = {}, provider: ProviderId = "claude") =>
      (await client.providers.select({ params: { provider }, body })).data;
    const change = async (id: string, body: { nickname?: string; enabled?: boolean }) =>
      (await client.providers.change({ params: { id }, body })).data;
    const raw = (path: string, method = "GET", body?: unknown) =>
      target.fetch(`${target.baseUrl}${API_PREFIX}${path}`, {
        method,
        body: body === undefined ? null : JSON.stringify(body),
      });
    const requests = (provider: ProviderId = "claude") => target.vendor.seen(provider).requests;

    async function add({ provider = "claude", nickname, state, fault }: Wanted): Promise<Added> {
      const token = `suite-${++lastToken}-token`;
      if (state) target.vendor.set(provider, token, state);
      if (fault) target.vendor.fault(token, fault);
      const { data: connection } = await client.providers.connect({
        body: {
          provider,
          credential: { kind: "token", token },
          ...(nickname !== undefined && { nickname }),
        },
      });
      return { token, connection, id: connection.id };
    }
    /** Never seen, so that a refresh has something to ask. */
    const addUnseen = (count: number, slow_ms: number) =>
      Promise.all(
        Array.from({ length: count }, () =>
          add({ state: { ...roomy, slow_ms }, fault: { kind: "500" } }),
        ),
      );
    const mend = (accounts: readonly Added[]) => {
      for (const { token } of accounts) target.vendor.fault(token, null);
    };
    async function over({ id }: Job): Promise<Job> {
      const job = async () => (await client.jobs.get({ params: { id } })).data;
      await expect.poll(async () => (await job()).status, { timeout: 20_000 }).toBe("done");
      return job();
    }

    describe("adding one", () => {
      it("answers that it works, with what its vendor says, and without the token", async () => {
        const { token, connection } = await add({ state: roomy });
        expect(connection).toMatchObject({
          provider: "claude",
          nickname: "Claude 1",
          enabled: true,
          user_id: null,
          credential: { kind: "token", place: null, expires_at: null },
          state: "available",
          availability: { state: "available", available_at: null, binding: "weekly" },
          polling: false,
          snapshot: { status: "ok", error: null, observed_at: expect.any(String) },
        });
        const used = connection.snapshot.limits.map(({ id, used_pct }) => [id, used_pct]);
        expect(Object.fromEntries(used)).toMatchObject({ session: 20, weekly: 40 });
        expect(JSON.stringify(connection)).not.toContain(token);
        expect((await list()).connections).toEqual([connection]);
      });

      it("answers that the vendor does not accept it, and asks no more", async () => {
        const { connection } = await add({});
        expect(connection).toMatchObject({
          state: "sign_in",
          availability: { state: "unknown" },
          next_poll_at: null,
          snapshot: { status: "auth_required", limits: [], observed_at: null },
        });
        expect(connection.snapshot.error?.message).toMatch(/sign in/i);
      });

      it("does not wait for a vendor that hangs, and makes nothing up", async () => {
        // It goes on hanging, so no other test has this provider.
        const { connection } = await add({ provider: "grok", fault: { kind: "timeout" } });
        expect(connection).toMatchObject({
          state: "unknown",
          polling: true,
          snapshot: { status: null, limits: [], observed_at: null, error: null },
        });
        expect((await list()).connections.map(({ id }) => id)).toEqual([connection.id]);
      });

      it("adds one a key, also at the same moment, and no other under it", async () => {
        const connect = (token: string, idempotencyKey: string) => {
          const credential = { kind: "token", token } as const;
          return client.providers.connect({
            body: { provider: "claude", credential },
            idempotencyKey,
          });
        };
        const token = `suite-${++lastToken}-token`;
        const answers = await Promise.all(["k1", "k1", "k2"].map((key) => connect(token, key)));
        const [first, second, other] = answers.map(({ data }) => data.id);
        expect([first === second, first === other]).toEqual([true, false]);
        expect((await list()).connections).toHaveLength(2);
        const again = await connect(token, "k1");
        expect([again.status, again.data.id]).toEqual([201, first]);
        const reused = await problemOf(connect("another-token", "k1"));
        expect(reused).toMatchObject({ status: 400, fields: [{ field: "Idempotency-Key" }] });
        await client.providers.disconnect({ params: { id: first ?? "" } });
        expect((await connect(token, "k1")).data.id).not.toBe(first);
        expect((await list()).connections).toHaveLength(2);
      });

      it("gives each a name of its own, also when many are added at once", async () => {
        await Promise.all(Array.from({ length: 5 }, () => add({ state: roomy })));
        const numbered = [1, 2, 3, 4, 5].map((number) => `Claude ${number}`);
        expect(await names({ sort: "name" })).toEqual(numbered);
      });

      it("is told to people", async () => {
        const { id } = await add({ state: roomy, nickname: "Told" });
        await client.providers.disconnect({ params: { id } });
        const { entries } = (await client.activity.list({ query: {} })).data;
        expect(
          entries.filter(({ account_id }) => account_id === id).map(({ text }) => text),
        ).toEqual(expect.arrayContaining(['Claude: "Told" was added.', '"Told" was removed.']));
      });
    });

    describe("bad input", () => {
      it.each(badAccountRequests)(
        "%s (%s %s) is named, and changes nothing",
        async (_, method, path, body, fields) => {
          const { id } = await add({ state: roomy, nickname: "Before" });
          const before = await list();
          const asked = requests();
          const told = (await client.activity.list({ query: {} })).data.entries.length;
          const response = await raw(path.replace(":id", id), method, body);
          const problem = (await response.json()) as {
            error: string;
            fields?: { field: string }[];
          };
          expect([response.status, problem.error]).toEqual([400, "invalid_request"]);
          expect([...new Set((problem.fields ?? []).map(({ field }) => field))].toSorted()).toEqual(
            fields,
          );
          expect(await list()).toEqual(before);
          expect(requests()).toBe(asked);
          expect((await client.activity.list({ query: {} })).data.entries).toHaveLength(told);
        },
      );

      it.each([
        ["GET", `/providers/connections/${NOBODY}`, undefined],
        ["GET", `/providers/connections/${NOBODY}/identity`, undefined],
        ["PATCH", `/providers/connections/${NOBODY}`, { enabled: false }],
        ["DELETE", `/providers/connections/${NOBODY}`, undefined],
        ["GET", `/usage/${NOBODY}`, undefined],
        ["GET", `/jobs/${NOBODY}`, undefined],
        ["POST", `/jobs/${NOBODY}/cancel`, undefined],
        ["POST", `/jobs/${NOBODY}/retry`, undefined],
        ["POST", "/providers/codex/select", {}],
      ])("%s %s is not found", async (method, path, body) => {
        const response = await raw(path, method, body);
        expect(response.status).toBe(404);
        expect(await response.json()).toMatchObject({ error: "not_found" });
      });
    });

    describe("the list", () => {
      /** One in every state, under names that are not in the order they were added. */
      async function seed(): Promise<void> {
        await add({ nickname: "Finn", provider: "codex", state: shares(5, 10) });
        await add({ nickname: "Bea", state: spentWeek });
        await add({ nickname: "Ada 10", state: shares(20, 85) });
        await add({ nickname: "cleo", state: spentSession });
        await add({ nickname: "Dora" });
        await add({ nickname: "Gil", state: roomy, fault: { kind: "500" } });
        await add({ nickname: "Ada 2", state: roomy });
        const { id } = await add({ nickname: "Eve", state: shares(20, 30) });
        await change(id, { enabled: false });
      }
      const orders: Record<ConnectionSort, string[]> = {
        attention: ["Dora", "Bea", "cleo", "Gil", "Ada 10", "Ada 2", "Finn", "Eve"],
        recovery: ["cleo", "Bea", "Dora", "Gil", "Ada 10", "Ada 2", "Finn", "Eve"],
        tightest: ["Bea", "cleo", "Ada 10", "Ada 2", "Eve", "Finn", "Dora", "Gil"],
        name: ["Ada 2", "Ada 10", "Bea", "cleo", "Dora", "Eve", "Finn", "Gil"],
      };

      it("comes in each order, in pages without overlap or gap", async () => {
        await seed();
        expect(await names({})).toEqual(orders.attention);
        for (const [sort, order] of Object.entries(orders) as [ConnectionSort, string[]][]) {
          expect(await names({ sort })).toEqual(order);
          const paged: string[] = [];
          for (const page of [1, 2, 3]) paged.push(...(await names({ sort, page, page_size: 3 })));
          expect(paged).toEqual(order);
        }
        expect((await list({ page: 2, page_size: 3 })).pagination).toEqual({
          page: 2,
          page_size: 3,
          total: 8,
          total_pages: 3,
        });
        const beyond = await list({ page: 4, page_size: 3 });
        expect([beyond.connections, beyond.pagination.total]).toEqual([[], 8]);
      });

      it("leaves what each filter asks for, and counts what the others would leave", async () => {
        await seed();
        const byName = { sort: "name" } as const;
        expect(await names({ ...byName, q: "ADA" })).toEqual(["Ada 2", "Ada 10"]);
        expect(await names({ ...byName, q: "codex" })).toEqual(["Finn"]);
        expect(await names({ ...byName, provider: "codex" })).toEqual(["Finn"]);
        expect(await names({ ...byName, status: "depleted" })).toEqual(["Bea", "cleo"]);
        expect(await names({ ...byName, status: "depleted", provider: "codex" })).toEqual([]);
        expect(await names({ ...byName, q: "nobody" })).toEqual([]);
        const states = {
          off: 1,
          sign_in: 1,
          depleted: 2,
          failing: 1,
          approaching: 1,
          unknown: 0,
          available: 2,
        };
        const none = Object.fromEntries(Object.keys(states).map((state) => [state, 0]));
        expect((await list()).counts).toEqual({
          all: 8,
          providers: { claude: 7, codex: 1 },
          states,
        });
        const filtered = await list({ provider: "codex", status: "depleted" });
        expect(filtered.counts).toEqual({
          all: 8,
          providers: { claude: 2 },
          states: { ...none, available: 1 },
        });
        expect(filtered.pagination).toMatchObject({ total: 0, total_pages: 0 });
        expect((await list({ q: "ada" })).counts).toEqual({
          all: 8,
          providers: { claude: 2 },
          states: { ...none, approaching: 1, available: 1 },
        });
      });
    });

    describe("asking for its usage", () => {
      it("asks the vendor now, keeps what it says, and answers it", async () => {
        const { id, token } = await add({ state: roomy });
        target.vendor.set("claude", token, shares(20, 55));
        const snapshot = await usage(id);
        const weekly = snapshot.limits.find(({ id }) => id === "weekly");
        expect([snapshot.status, weekly?.used_pct]).toEqual(["ok", 55]);
        expect((await list()).connections[0]?.snapshot).toEqual(snapshot);
      });

      const faults: [VendorFault, status: string, code: string][] = [
        [{ kind: "429", retry_after: 120 }, "rate_limited", "usage_rate_limited"],
        [{ kind: "401" }, "auth_required", "http_401"],
        [{ kind: "html_403" }, "blocked", "not_json"],
        [{ kind: "truncated" }, "error", "broken_json"],
        [{ kind: "500" }, "error", "http_500"],
        [{ kind: "no_limits" }, "partial", "no_limits"],
      ];
      it.each(faults)("after %o: 200 with the last good numbers", async (fault, status, code) => {
        const { id, token, connection } = await add({ state: roomy });
        target.vendor.fault(token, fault);
        const snapshot = await usage(id);
        const { limits, observed_at, vendor_verdict, plan } = connection.snapshot;
        expect(snapshot).toMatchObject({ limits, observed_at, vendor_verdict, plan });
        expect(snapshot).toMatchObject({ status, error: { code } });
        expect(fromInstant(snapshot.fetched_at ?? "")).toBeGreaterThanOrEqual(
          fromInstant(observed_at ?? ""),
        );
        const asked = requests();
        expect((await list()).connections[0]?.snapshot).toEqual(snapshot);
        expect(requests()).toBe(asked);
        expect((await select()).account_id).toBe(id);
      });

      it("asks once for all who ask at the same moment", async () => {
        const { id, token } = await add({ state: roomy });
        target.vendor.set("claude", token, { ...roomy, slow_ms: 300 });
        const asked = requests();
        const snapshots = await Promise.all([usage(id), usage(id), usage(id)]);
        expect(new Set(snapshots.map(({ fetched_at }) => fetched_at)).size).toBe(1);
        expect(requests() - asked).toBe(1);
      });
    });

    describe("a refresh of many", () => {
      it("lands all but those that fail, lists these, and asks only these anew", async () => {
        const accounts = await addUnseen(BULK, 20);
        const [one, two, ...others] = accounts as [Added, Added, ...Added[]];
        mend(others);
        expect(requests()).toBe(BULK);
        const started = await client.providers.refresh({ body: { provider: "claude" } });
        expect([started.status, started.data.total]).toEqual([202, BULK]);
        const job = await over(started.data);
        expect(job).toMatchObject({ done: BULK - 2, fresh: 0, failed: 2 });
        expect(job.failures.toSorted((a, b) => (a.account_id < b.account_id ? -1 : 1))).toEqual(
          [one, two]
            .map(({ id, connection: { nickname } }) => ({
              account_id: id,
              nickname,
              code: "http_500",
              message: expect.any(String) as string,
            }))
            .toSorted((a, b) => (a.account_id < b.account_id ? -1 : 1)),
        );
        expect(requests()).toBe(2 * BULK);
        expect(target.vendor.seen("claude").most_in_flight).toBe(MOST);

        mend([one, two]);
        const again = await client.jobs.retry({ params: { id: job.id } });
        expect([again.status, again.data.total]).toEqual([202, 2]);
        expect(await over(again.data)).toMatchObject({ done: 2, failed: 0, failures: [] });
        const { by_token } = target.vendor.seen("claude");
        expect([by_token[one.token], by_token[two.token]]).toEqual([3, 3]);
        expect(requests()).toBe(2 * BULK + 2);

        const fresh = (await client.providers.refresh({ body: {} })).data;
        expect(await over(fresh)).toMatchObject({ done: BULK, fresh: BULK, failed: 0 });
        expect(requests()).toBe(2 * BULK + 2);
        expect(await problemOf(client.jobs.retry({ params: { id: fresh.id } }))).toMatchObject({
          status: 409,
          error: "conflict",
        });
      });

      it("asks no further once it is cancelled, and keeps what has landed", async () => {
        const accounts = await addUnseen(3 * MOST, 400);
        mend(accounts);
        const { id } = (await client.providers.refresh({ body: {} })).data;
        await expect.poll(() => target.vendor.seen("claude").in_flight).toBe(MOST);
        const running = await problemOf(client.jobs.retry({ params: { id } }));
        expect(running).toMatchObject({ status: 409, error: "conflict" });
        const cancelled = (await client.jobs.cancel({ params: { id } })).data;
        expect(cancelled).toMatchObject({ status: "cancelled", finished_at: expect.any(String) });
        const { by_token } = target.vendor.seen("claude");
        const unasked = accounts.find(({ token }) => by_token[token] === 1);
        // Behind whatever the job would still have asked for.
        expect((await usage(unasked?.id ?? "")).status).toBe("ok");
        expect(requests()).toBe(4 * MOST + 1);
        await expect
          .poll(async () => (await client.jobs.get({ params: { id } })).data)
          .toMatchObject({ status: "cancelled", done: MOST, failed: 0 });
        expect((await client.jobs.cancel({ params: { id } })).data.status).toBe("cancelled");
        expect((await list({ status: "available", page_size: 1 })).pagination.total).toBe(MOST + 1);
      });

      it("asks only for those that are named", async () => {
        const [one, two, three] = (await addUnseen(3, 0)) as [Added, Added, Added];
        mend([one, two, three]);
        const job = (await client.providers.refresh({ body: { ids: [two.id, NOBODY] } })).data;
        expect(await over(job)).toMatchObject({ total: 1, done: 1 });
        const { by_token } = target.vendor.seen("claude");
        expect([one, two, three].map(({ token }) => by_token[token])).toEqual([1, 2, 1]);
      });
    });

    describe("choosing one", () => {
      it("skips what is out of quota, and says why and until when", async () => {
        const spent = await add({ nickname: "Spent", state: spentWeek });
        const good = await add({ nickname: "Good", state: roomy });
        for (let n = 0; n < 3; n++) {
          expect(await select()).toEqual({
            account_id: good.id,
            nickname: "Good",
            provider: "claude",
            availability: "available",
            last_resort: false,
            skipped: [
              {
                account_id: spent.id,
                name: "Spent",
                why: expect.stringMatching(/^Weekly.* used up$/) as string,
                resets_at: spent.connection.availability.available_at,
              },
            ],
          });
        }
      });

      it("takes the one with the most room, and among equals the one that rested longest", async () => {
        const tight = await add({ state: shares(20, 90) });
        const [a, b] = [await add({ state: roomy }), await add({ state: roomy })];
        const chosen: string[] = [];
        for (let n = 0; n < 4; n++) chosen.push((await select()).account_id);
        expect(chosen).not.toContain(tight.id);
        expect(new Set(chosen.slice(0, 2))).toEqual(new Set([a.id, b.id]));
      });

      it("says that all are out, each with its reason, and when to come back", async () => {
        const week = await add({ nickname: "Week", state: spentWeek });
        const session = await add({ nickname: "Session", state: spentSession });
        const response = await raw("/providers/claude/select", "POST", {});
        expect(response.status).toBe(503);
        const wait = Number(response.headers.get("Retry-After"));
        expect(wait).toBeGreaterThan(HOUR - 30);
        expect(wait).toBeLessThanOrEqual(HOUR);
        const problem = (await response.json()) as { skipped: { account_id: string }[] };
        const resetOf = ({ connection }: Added) => connection.availability.available_at;
        expect(problem).toMatchObject({
          error: "accounts_depleted",
          reason: "accounts_depleted",
          provider: "claude",
          resets_at: resetOf(session),
          retry_at: resetOf(session),
          reasons: [{ reason: "accounts_depleted" }],
        });
        expect(problem.skipped).toHaveLength(2);
        expect(problem.skipped).toEqual(
          expect.arrayContaining([
            expect.objectContaining({
              account_id: week.id,
              name: "Week",
              resets_at: resetOf(week),
            }),
            expect.objectContaining({
              account_id: session.id,
              name: "Session",
              resets_at: resetOf(session),
            }),
          ]),
        );
      });

      it("lets a limit of one model stop only work of that model", async () => {
        const { id } = await add({ state: { ...roomy, model_weekly: { Opus: 100, Sonnet: 10 } } });
        expect((await select()).account_id).toBe(id);
        expect((await select({ model: "claude-sonnet-4-5" })).account_id).toBe(id);
        expect(await problemOf(select({ model: "claude-opus-4-1" }))).toMatchObject({
          status: 503,
          error: "accounts_depleted",
          skipped: [{ account_id: id, why: expect.stringContaining("Opus") as string }],
        });
      });

      it("prefers what is known to have room to what is not known", async () => {
        const unknown = await add({ state: roomy, fault: { kind: "500" } });
        const good = await add({ state: shares(20, 90) });
        expect(await select()).toMatchObject({ account_id: good.id, availability: "available" });
        await change(good.id, { enabled: false });
        expect(await select()).toMatchObject({ account_id: unknown.id, availability: "unknown" });
      });

      it("is told once a minute for each account that is skipped", async () => {
        const spent = await add({ nickname: "Spent", state: spentWeek });
        const other = await add({ nickname: "Other", state: spentSession });
        for (let n = 0; n < 3; n++) await problemOf(select());
        const { entries } = (await client.activity.list({ query: { limit: 50 } })).data;
        for (const { id, connection } of [spent, other]) {
          const told = entries.filter(
            ({ account_id, kind }) => account_id === id && kind === "account_skipped",
          );
          const { nickname, availability } = connection;
          expect(told.map(({ text }) => text)).toEqual([
            expect.stringContaining(
              `claude | skip "${nickname}" — out of quota, resets ${availability.available_at} (reset after `,
            ),
          ]);
        }
      });
    });

    it.each(["run", "session"] as const)(
      "the door refuses a %s of a provider that is out, as the decision does, and starts nothing",
      async (kind) => {
        const { id } = await add({ nickname: "Spent", state: spentWeek });
        const named = { provider: "claude" };
        const decision = (
          await client.decision.decide({
            body: { kind, ...(kind === "run" && { project_id: WEB }), ...named },
          })
        ).data;
        const problem = await problemOf(
          kind === "run"
            ? client.runs.submit({ body: { project_id: WEB, ...named } })
            : client.sessions.start({ body: { agent: "claude" } }),
        );
        expect(decision).toMatchObject({
          allowed: false,
          refusal: { reason: "accounts_depleted", provider: "claude" },
        });
        // It is told from the moment of the question.
        const { next_look_at: _, ...members } = decision.refusal as { next_look_at: string };
        expect(problem).toMatchObject({
          status: 503,
          error: "accounts_depleted",
          ...members,
          skipped: [{ account_id: id, name: "Spent" }],
          retry_at: decision.retry_at,
        });
        expect(problem).toMatchObject({ next_look_at: expect.any(String) });
        expect((await client.runs.list({ query: {} })).data.runs).toEqual([]);
        expect((await client.sessions.list({ query: {} })).data.sessions).toEqual([]);
        expect((await client.quota.runs()).data.used).toBe(0);
      },
    );

    describe("keeping one", () => {
      it("gives it another name, and nothing else", async () => {
        const { id, connection } = await add({ state: roomy });
        const asked = requests();
        const renamed = await change(id, { nickname: "  Night shift " });
        expect(renamed).toEqual({ ...connection, nickname: "Night shift" });
        expect((await client.providers.connection({ params: { id } })).data).toEqual(renamed);
        expect(requests()).toBe(asked);
      });

      it("switched off, it is neither chosen nor asked, until it is switched on", async () => {
        const { id, connection } = await add({ state: roomy });
        const asked = requests();
        const off = await change(id, { enabled: false });
        expect(off).toMatchObject({ enabled: false, state: "off", next_poll_at: null });
        expect(off.snapshot).toEqual(connection.snapshot);
        expect(await problemOf(select())).toMatchObject({ status: 404 });
        expect(await usage(id)).toEqual(connection.snapshot);
        expect((await client.providers.refresh({ body: {} })).data.total).toBe(0);
        expect(requests()).toBe(asked);
        expect(await change(id, { enabled: true })).toMatchObject({ state: "available" });
        expect(requests()).toBe(asked + 1);
        expect((await select()).account_id).toBe(id);
      });

      it("takes another credential, and forgets what the one before had used", async () => {
        const { id } = await add({ state: spentWeek });
        target.vendor.set("claude", "suite-other-token", shares(1, 2));
        const credential = { kind: "token", token: "suite-other-token" } as const;
        const changed = await client.providers.change({ params: { id }, body: { credential } });
        expect(changed.data).toMatchObject({ state: "available", snapshot: { status: "ok" } });
        const wrong = { kind: "token", token: "suite-wrong-token" } as const;
        const failed = await client.providers.change({
          params: { id },
          body: { credential: wrong },
        });
        expect(failed.data).toMatchObject({
          state: "sign_in",
          snapshot: { status: "auth_required", limits: [], observed_at: null },
        });
      });

      it("removed, it is gone for every question", async () => {
        const { id } = await add({ state: roomy });
        const { data } = await client.providers.disconnect({ params: { id } });
        expect(data).toEqual({ removed: true });
        expect(await list()).toMatchObject({ connections: [], counts: { all: 0 } });
        for (const ask of [
          () => client.providers.connection({ params: { id } }),
          () => client.providers.identity({ params: { id } }),
          () => usage(id),
          () => change(id, { nickname: "Ghost" }),
          () => client.providers.disconnect({ params: { id } }),
          () => select(),
        ]) {
          expect(await problemOf(ask())).toMatchObject({ status: 404, error: "not_found" });
        }
      });
    });
  });
}
