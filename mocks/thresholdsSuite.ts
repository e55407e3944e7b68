import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Client, createClient } from "../src/api/client.ts";
import { API_PREFIX } from "../src/contract/api.ts";
import type { Thresholds } from "../src/contract/thresholds.ts";
import { defaultPolicy, type Policy } from "../server/admission/policy.ts";
import type { AccountsTarget } from "./accountsSuite.ts";
import { problemOf } from "./contractSuite.ts";

const WEB = "acme/web";
const NARROW = "acme/narrow";
const HOUR = 3600;
const OFF: Thresholds = { session_pct: null, week_pct: null };
const NOBODY = "00000000-0000-4000-8000-ffffffffffff";

const policy: Policy = {
  ...defaultPolicy,
  plans: { member: { paid: true, max_sessions: 50, monthly_compute_seconds: null } },
  runs: { max: 200, window_seconds: HOUR, lease_seconds: 90 },
  projects: { "*": { max_concurrency: 50 }, [NARROW]: { max_concurrency: 1 } },
};

/** What the API promises of a person's own caps, whichever engines and transport are behind it. */
export function thresholdsSuite(
  name: string,
  open: (policy: Policy) => Promise<AccountsTarget>,
): void {
  // One world for all of them; each has accounts and tokens of its own.
  describe(`thresholds, ${name}`, () => {
    let target: AccountsTarget;
    let client: Client;
    let lastToken = 0;

    beforeAll(async () => {
      target = await open(policy);
      client = createClient({ ...target, timeoutMs: 25_000 });
      for (const id of [WEB, NARROW]) await client.projects.add({ body: { id, name: id } });
    });
    afterEach(async () => {
      await cap(OFF);
      const { connections } = (await client.providers.client({ query: { page_size: 500 } })).data;
      for (const { id } of connections) await client.providers.disconnect({ params: { id } });
      target.vendor.reset();
    });
    afterAll(() => target.close());

    const cap = (caps: Partial<Thresholds>) =>
      client.thresholds.write({ body: { ...OFF, ...caps } });
    const usage = async (query: { account_id?: string; include?: "accounts" } = {}) =>
      (await client.thresholds.usage({ query })).data;
    const decide = async (more: object = {}) =>
      (await client.decision.decide({ body: { kind: "session", ...more } })).data;
    const startSession = () => client.sessions.start({ body: {} });
    const submit = (more: object = {}) =>
      client.runs.submit({ body: { project_id: WEB, execution: "external", ...more } });

    /** A Claude account of which so much is used. */
    async function add(session_pct: number, weekly_pct: number, models = {}, resets = HOUR) {
      const token = `caps-${++lastToken}-token`;
      const see = (session_pct: number, weekly_pct: number) =>
        target.vendor.set("claude", token, {
          session_pct,
          weekly_pct,
          model_weekly: models,
          session_resets_at: resets,
          weekly_resets_at: 48 * resets,
        });
      see(session_pct, weekly_pct);
      const credential = { kind: "token", token } as const;
      const { data } = await client.providers.connect({ body: { provider: "claude", credential } });
      return {
        id: data.id,
        resetOf: (id: string) => data.snapshot.limits.find((limit) => limit.id === id)?.resets_at,
        async use(session_pct: number, weekly_pct: number) {
          see(session_pct, weekly_pct);
          await client.providers.usage({ params: { connection_id: data.id } });
        },
      };
    }

    it("are off until they are set, and stay as they were set", async () => {
      expect((await client.thresholds.read()).data).toEqual(OFF);
      const caps = { session_pct: 1, week_pct: 100 };
      expect((await client.thresholds.write({ body: caps })).data).toEqual(caps);
      expect((await client.thresholds.read()).data).toEqual(caps);
    });

    it.each([
      ["0", { session_pct: 0, week_pct: null }, ["session_pct"]],
      ["101", { session_pct: null, week_pct: 101 }, ["week_pct"]],
      ["a fraction", { session_pct: 89.5, week_pct: null }, ["session_pct"]],
      ["text", { session_pct: "90", week_pct: null }, ["session_pct"]],
      ["one member only", { session_pct: 90 }, ["week_pct"]],
      ["nothing", {}, ["session_pct", "week_pct"]],
      ["a member more", { ...OFF, month_pct: 90 }, ["month_pct"]],
    ])("take no %s, and name the field", async (_, body, fields) => {
      await cap({ session_pct: 90 });
      const problem = await problemOf(client.thresholds.write({ body: body as Thresholds }));
      expect(problem).toMatchObject({ status: 400, error: "invalid_request" });
      expect("fields" in problem && problem.fields?.map(({ field }) => field)).toEqual(fields);
      expect((await client.thresholds.read()).data).toEqual({ session_pct: 90, week_pct: null });
    });

    it("take no broken JSON", async () => {
      const url = `${target.baseUrl}${API_PREFIX}/account/claude-thresholds`;
      const answer = await target.fetch(url, { method: "PUT", body: "{session_pct: 90" });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ error: "bad_json" });
    });

    it.each([
      ["both off", 100, 100, {}],
      ["just below, though it reads 90 %", 89.6, 10, { session_pct: 90 }],
      ["over in the other window", 99, 10, { week_pct: 90 }],
    ])("hold nothing %s: %d and %d used with %j", async (_, session, weekly, caps) => {
      await add(session, weekly);
      await cap(caps);
      expect(await decide()).toMatchObject({ allowed: true, refusal: null });
      expect(await usage()).toMatchObject({
        paused: false,
        reasons: [],
        reason: null,
        utilization_pct: null,
        threshold_pct: null,
        resets_at: null,
        thresholds: caps,
      });
    });

    it.each([
      ["at the cap", 90, 10, { session_pct: 90 }, "session", 1],
      ["over it, by the raw share", 90.4, 10, { session_pct: 90 }, "session", 1],
      ["by the week", 10, 30, { week_pct: 30 }, "week", 1],
      ["by both, the session first", 95, 96, { session_pct: 90, week_pct: 90 }, "session", 2],
    ] as const)(
      "hold %s: %d and %d used with %j",
      async (_, session, weekly, caps, by, reasons) => {
        const { resetOf } = await add(session, weekly);
        await cap(caps);
        const members = {
          reason: `${by}_threshold`,
          utilization_pct: by === "session" ? session : weekly,
          threshold_pct: { session_pct: null, week_pct: null, ...caps }[`${by}_pct`],
          resets_at: resetOf(by === "session" ? "session" : "weekly"),
        };
        const decision = await decide();
        expect(decision).toMatchObject({ allowed: false, retry_at: expect.any(String) });
        expect(decision.refusal).toEqual(members);
        expect(decision.reasons).toHaveLength(reasons);
        expect(await usage()).toMatchObject({
          paused: true,
          reasons: decision.reasons,
          thresholds: caps,
          ...members,
        });
      },
    );

    it("count a model's week for all work but that of other models", async () => {
      await add(10, 20, { Opus: 95 });
      await cap({ week_pct: 90 });
      expect((await decide()).refusal).toMatchObject({
        utilization_pct: 95,
        window: expect.stringContaining("Opus"),
      });
      const models = ["claude-opus-4-5", "claude-sonnet-4-5"];
      const asked = models.map((model) => decide({ kind: "run", project_id: WEB, model }));
      expect((await Promise.all(asked)).map(({ allowed }) => allowed)).toEqual([false, true]);
    });

    it("refuse each way in with the same members", async () => {
      await add(92, 10);
      await cap({ session_pct: 90 });
      const { refusal } = await decide();
      const ways = [
        startSession(),
        submit(),
        submit({ execution: "managed" }),
        submit({ provider: "claude" }),
        submit({ source: "schedule" }),
      ];
      for (const refused of await Promise.all(ways.map(problemOf))) {
        expect(refused).toMatchObject({
          status: 503,
          error: "quota_threshold_reached",
          ...refusal,
        });
      }
      expect((await decide({ kind: "run", project_id: WEB })).refusal).toEqual(refusal);
      const { entries } = (await client.activity.list({ query: {} })).data;
      expect(entries[0]).toMatchObject({ kind: "work_refused" });
    });

    it("hold nothing that goes to another vendor", async () => {
      await add(92, 10);
      await cap({ session_pct: 90 });
      expect((await submit({ provider: "codex" })).status).toBe(201);
      expect((await decide({ kind: "run", provider: "acme" })).allowed).toBe(true);
    });

    it("hold nothing while nothing is known, and say so", async () => {
      await cap({ session_pct: 90, week_pct: 90 });
      expect(await usage()).toMatchObject({ usage: null, updated_at: null, paused: false });
      const { allowed, advice } = await decide();
      expect(allowed).toBe(true);
      expect(advice.map(({ kind }) => kind)).toEqual(["gate_open_unknown", "gate_open_unknown"]);
    });

    it("pause at once when lowered, free at once when raised, and let run what runs", async () => {
      const account = await add(60, 10);
      const { data: session } = await startSession();
      await cap({ session_pct: 50 });
      expect(await problemOf(startSession())).toMatchObject({ threshold_pct: 50 });
      const status = async () =>
        (await client.sessions.get({ params: { id: session.id } })).data.status;
      expect(await status()).toBe("running");
      await cap({ session_pct: 61 });
      expect((await decide()).allowed).toBe(true);
      await account.use(61, 10);
      expect((await decide()).refusal).toMatchObject({ utilization_pct: 61 });
      await account.use(5, 10);
      expect((await usage()).paused).toBe(false);
      expect(await status()).toBe("running");
      await client.sessions.stop({ body: { session_id: session.id } });
    });

    it("drop a queued run whose turn comes while they hold", async () => {
      await add(60, 10);
      const { data: first } = await submit({ project_id: NARROW });
      const { data: second } = await submit({ project_id: NARROW });
      expect(second.status).toBe("queued");
      await cap({ session_pct: 60 });
      await client.runs.finish({ params: { id: first.id }, body: { status: "succeeded" } });
      const { refusal } = await decide();
      expect((await client.runs.get({ params: { id: second.id } })).data).toMatchObject({
        status: "skipped_quota",
        refusal,
      });
    });

    it("let one start pass, once, which is written down", async () => {
      await add(92, 10);
      const why = "the release, & <more>";
      const ask = (body: { reason?: string } = {}) => client.thresholds.override({ body });
      expect(await problemOf(ask())).toMatchObject({ status: 409, error: "conflict" });
      await cap({ session_pct: 90 });
      expect(await problemOf(ask({ reason: "x".repeat(301) }))).toMatchObject({
        fields: [{ field: "reason" }],
      });
      const { data, status } = await ask({ reason: ` ${why} ` });
      expect(status).toBe(201);
      const { expires_at } = data;
      expect(await usage()).toMatchObject({ paused: true, override: { reason: why, expires_at } });
      expect(await problemOf(ask())).toMatchObject({ status: 409 });
      expect(await problemOf(submit({ source: "schedule" }))).toMatchObject({ status: 503 });
      expect((await decide()).allowed).toBe(true);
      // What the caps do not hold takes nothing.
      await submit({ provider: "codex" });
      const outcomes = await Promise.allSettled([submit(), submit(), submit(), startSession()]);
      const passed = outcomes.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      expect(passed).toHaveLength(1);
      expect(await problemOf(submit())).toMatchObject({ status: 503 });
      expect(await usage()).toMatchObject({ paused: true, override: null });
      const { entries } = (await client.activity.list({ query: {} })).data;
      const told = entries.filter(({ kind }) => kind === "threshold_overridden");
      expect(told.map(({ text }) => text)).toEqual([
        expect.stringContaining(passed[0]?.data.id ?? "nothing"),
        expect.stringContaining(why),
      ]);
    });

    it("send work past an account that is over, to one that is not", async () => {
      const over = await add(92, 10);
      const free = await add(5, 95);
      const select = async () => {
        const params = { provider: "claude" } as const;
        const answer = await client.providers.select({ params, body: {} });
        return [answer.data.account_id, answer.data.skipped.map(({ why }) => why)];
      };
      const binding = async () => (await client.providers.binding()).data.binding;
      expect(await select()).toEqual([over.id, []]);
      expect(await binding()).toMatchObject([{ account_id: over.id, limit: { id: "session" } }]);
      await cap({ session_pct: 90 });
      expect(await select()).toEqual([free.id, ["Paused at your 5-hour cap"]]);
      expect(await binding()).toMatchObject([{ account_id: free.id, limit: { id: "weekly" } }]);
      expect((await submit({ provider: "claude" })).status).toBe(201);
      const told = async () =>
        (await client.activity.list({ query: {} })).data.entries.find(
          ({ kind, account_id }) => kind === "account_skipped" && account_id === over.id,
        );
      expect((await told())?.text).toMatch(
        /^claude \| skip ".+" — over a person's cap, resets .+ \(reset after .+\)$/,
      );
      await over.use(10, 10);
      await cap({ week_pct: 90 });
      expect(await select()).toEqual([over.id, ["Paused at your weekly cap"]]);
    });

    it("let a session that was let pass be talked to, as the decision says", async () => {
      await add(95, 10);
      await cap({ session_pct: 90 });
      await client.thresholds.override({ body: {} });
      const session_id = (await startSession()).data.id;
      const kind = "message";
      expect(await decide({ kind })).toMatchObject({ allowed: false });
      expect(await decide({ kind, session_id })).toMatchObject({ allowed: true });
      const elsewhere = [
        decide({ kind, session_id: "00000000-0000-4000-8000-ffffffffffff" }),
        decide({ kind: "session", session_id }),
      ];
      expect(await Promise.all(elsewhere.map(problemOf))).toMatchObject([
        { status: 404 },
        { status: 400, fields: [{ field: "session_id" }] },
      ]);
    });

    it("hold where the only account that is under them has nothing left", async () => {
      const over = await add(92, 10);
      await add(5, 100);
      expect((await submit({ provider: "claude" })).status).toBe(201);
      await cap({ session_pct: 90 });
      const decision = await decide({ kind: "run", project_id: WEB, provider: "claude" });
      expect(decision.retry_at).toBe(over.resetOf("session"));
      expect(decision.reasons.map(({ reason }) => reason)).toEqual(["session_threshold"]);
      expect(await usage()).toMatchObject({ paused: true, utilization_pct: 92 });
      expect(await problemOf(submit({ provider: "claude" }))).toMatchObject({ status: 503 });
      await client.thresholds.override({ body: {} });
      expect((await submit({ provider: "claude" })).status).toBe(201);
    });

    it("may be passed where they hold the work of one model alone", async () => {
      await add(92, 10);
      await add(5, 10, { Opus: 100 });
      await cap({ session_pct: 90 });
      const opus = { provider: "claude", model: "claude-opus-4-5" };
      expect((await decide({ kind: "run", project_id: WEB })).allowed).toBe(true);
      expect(await problemOf(submit(opus))).toMatchObject({ reason: "session_threshold" });
      expect((await client.thresholds.override({ body: {} })).status).toBe(201);
      expect((await submit(opus)).status).toBe(201);
      expect(await problemOf(submit(opus))).toMatchObject({ reason: "session_threshold" });
    });

    it("hold only if each account is over, and say what is asked of which", async () => {
      const full = await add(95, 10, {}, HOUR);
      const free = await add(20, 10, {}, HOUR);
      await cap({ session_pct: 90 });
      expect(await usage()).toMatchObject({ paused: false, usage: { account_id: full.id } });
      expect((await usage()).accounts).toBeUndefined();
      const { accounts } = await usage({ include: "accounts" });
      expect(accounts?.map(({ account_id }) => account_id)).toEqual([full.id, free.id]);
      const named = await usage({ account_id: free.id });
      expect(named.usage).toMatchObject({ account_id: free.id });
      expect(named.updated_at).toBe(named.usage?.observed_at);
      await free.use(99, 10);
      expect(await usage({ account_id: free.id })).toMatchObject({ paused: true });
      await client.providers.change({ params: { id: free.id }, body: { enabled: false } });
      expect((await usage()).utilization_pct).toBe(95);
      const missing = client.thresholds.usage({ query: { account_id: NOBODY } });
      expect(await problemOf(missing)).toMatchObject({
        status: 404,
        fields: [{ field: "account_id" }],
      });
    });
  });
}
