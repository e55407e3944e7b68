import { beforeEach, describe, expect, it } from "vitest";
import { createWorld, type World } from "../../mocks/world.ts";
import type { RunStatus } from "../../src/contract/runs.ts";
import type { RunRecord } from "../engines/records.ts";
import type { Work } from "./admit.ts";
import { defaultPolicy, type Policy } from "./policy.ts";

const T0 = Date.parse("2026-05-20T12:00:00.000Z");
const SECOND = 1000;
const HOUR = 3600 * SECOND;
/** The mocks' chance lies in the middle of half a minute. */
const JITTER = 15 * SECOND;
const WEB = "acme/web";
const dana = { id: "dana", name: "Dana", role: "member" } as const;

let policy: Policy;
let now: number;
let world: World;
/** How often each run's process was started. */
let launches: Map<string, number>;

const iso = (at: number) => new Date(at).toISOString();

beforeEach(async () => {
  now = T0;
  policy = {
    ...defaultPolicy,
    runs: { max: 1000, window_seconds: 3600, lease_seconds: 90 },
    projects: { "*": { max_concurrency: 100 } },
  };
  world = await open();
  await world.records.addProject({ id: WEB, name: WEB, sample: false, created_at: iso(T0) });
});

async function open(more: { records?: World["records"]; vendor?: World["vendor"] } = {}) {
  const world = await createWorld({ policy, now: () => now, ...more });
  launches = new Map();
  const start = world.launcher.start.bind(world.launcher);
  world.launcher.start = async (job, events) => {
    launches.set(job.id, (launches.get(job.id) ?? 0) + 1);
    return start(job, events);
  };
  return world;
}

async function ask(work: Partial<Work> = {}, principal: World["principal"] = dana) {
  return world.admission.admit({
    principal,
    idempotencyKey: null,
    onRefusal: "park",
    work: {
      kind: "task",
      project_id: WEB,
      source: "api",
      execution: "managed",
      name: null,
      message: null,
      provider: null,
      model: null,
      ...work,
    },
  });
}
async function park(work: Partial<Work> = {}, principal: World["principal"] = dana) {
  const admitted = await ask(work, principal);
  if (admitted.outcome === "refused") throw new Error("refused");
  expect(admitted.run.status).toBe("parked");
  return admitted.run;
}
const run = async (id: string) => (await world.records.findRun(id)) as RunRecord;
const statusOf = async (id: string) => (await run(id)).status;
const idsOf = async (status: RunStatus) =>
  (await world.records.listRuns({ status, limit: 1000 })).map(({ id }) => id);
const used = async (user = "dana") =>
  (await world.counters.readRunQuota(user, { max: 1000, window_seconds: 3600 }, now)).used;
const slots = () => world.counters.readSlots({ project_id: WEB });

async function tick() {
  await world.admission.parking.tick();
  await world.accounts.poller.settled();
}
async function passTo(at: number, step = SECOND) {
  for (; now < at; now = Math.min(at, now + step)) await tick();
  await tick();
}

async function addAccount(token: string, used_pct: number, more: object = {}): Promise<string> {
  world.vendor.set("claude", token, {
    weekly_pct: used_pct,
    weekly_resets_at: HOUR / SECOND,
    ...more,
  });
  const { id } = await world.accounts.connections.add(world.principal, {
    provider: "claude",
    nickname: token,
    credential: { kind: "token", token },
    owner: "workspace",
  });
  return id;
}
const claude = { provider: "claude" } as const;

describe("a run that may wait", () => {
  it("is parked with all that it waits for, and holds nothing", async () => {
    policy.runs = { ...policy.runs, max: 1 };
    await ask({ execution: "external" });
    const spent = await addAccount("t", 100);
    now += SECOND;
    const parked = await park({ ...claude, execution: "external" });
    expect(parked).toMatchObject({
      status: "parked",
      started_at: null,
      lease_expires_at: null,
      parked_at: iso(now),
      parked_until: iso(now + 72 * HOUR),
      refusal: { reason: "run_quota_exhausted" },
      reasons: [
        { reason: "run_quota_exhausted" },
        { reason: "accounts_depleted", skipped: [{ account_id: spent }] },
      ],
      resumes_at: iso(T0 + HOUR),
    });
    expect(await run(parked.id)).toEqual(parked);
    expect(await used()).toBe(1);
    expect((await slots()).holders).toHaveLength(1);
    expect((await slots()).queue).toEqual([]);
    expect(world.ledger.working().size).toBe(0);
  });

  it("starts at once where nothing stands in the way, and queues where no slot is free", async () => {
    policy.projects = { "*": { max_concurrency: 1 } };
    const outcomes = [await ask(), await ask()];
    expect(outcomes.map((one) => one.outcome === "admitted" && one.run.status)).toEqual([
      "running",
      "queued",
    ]);
  });

  it("is refused where waiting does not help", async () => {
    policy.runs = { ...policy.runs, max: 0 };
    expect(await ask()).toMatchObject({
      outcome: "refused",
      decision: { refusal: { reason: "run_quota_exhausted" }, retry_at: null },
    });
    expect(await world.records.listRuns({ limit: 9 })).toEqual([]);
  });

  it("is refused beyond what a person may have parked, however many ask at once", async () => {
    policy.parking = { ...policy.parking, max_per_user: 3 };
    await addAccount("t", 100);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => ask(claude)));
    expect(outcomes.filter(({ outcome }) => outcome === "refused")).toHaveLength(5);
    expect(await idsOf("parked")).toHaveLength(3);
    await park(claude, { ...dana, id: "eve" });
  });

  it("is the same start when it is asked for again under its key", async () => {
    await addAccount("t", 100);
    const request = {
      principal: dana,
      idempotencyKey: "key",
      onRefusal: "park",
      work: { ...claude, kind: "task", project_id: WEB, source: "api", execution: "managed" },
    } as const;
    const work = { ...request.work, name: null, message: null, model: null };
    const twice = await Promise.all([1, 2].map(() => world.admission.admit({ ...request, work })));
    const ids = twice.map((one) => (one.outcome === "admitted" ? one.run.id : null));
    expect(ids[0]).not.toBeNull();
    expect(ids[0]).toBe(ids[1]);
    expect(await idsOf("parked")).toHaveLength(1);
  });
});

describe("30 runs parked for one reset", () => {
  let parked: string[];
  let account: string;
  const RESET = T0 + HOUR;

  beforeEach(async () => {
    account = await addAccount("t", 100);
    parked = [];
    for (let n = 0; n < 30; n++) {
      now += SECOND;
      parked.push((await park(claude)).id);
    }
    world.vendor.set("claude", "t", { weekly_pct: 3, weekly_resets_at: "2026-05-27T13:00:00Z" });
  });

  it("start in their order, six a minute, each once, and none before a fresh look", async () => {
    await passTo(RESET + JITTER - SECOND);
    expect(await idsOf("parked")).toHaveLength(30);
    expect(world.vendor.seen("claude").requests).toBeLessThanOrEqual(2);
    const before = world.vendor.seen("claude").requests;
    await passTo(RESET + 5 * 60 * SECOND);
    expect(await idsOf("parked")).toEqual([]);
    expect([...launches.values()]).toEqual(parked.map(() => 1));
    expect([...launches.keys()]).toEqual(parked);
    // One look for all thirty; how many requests that is, is the provider's to know.
    expect(world.vendor.seen("claude").requests - before).toBeLessThanOrEqual(2);
    const observed = Date.parse(world.accounts.book.find(account)?.poll.snapshot.observed_at ?? "");
    expect(observed).toBeGreaterThanOrEqual(RESET + JITTER);
    const starts = await Promise.all(
      parked.map(async (id) => Date.parse((await run(id)).started_at ?? "")),
    );
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(observed);
    expect(Math.max(...starts)).toBeLessThanOrEqual(RESET + 5 * 60 * SECOND);
    for (const start of starts) {
      const within = starts.filter((one) => one >= start && one < start + 60 * SECOND);
      expect(within.length).toBeLessThanOrEqual(6);
    }
    expect(await used()).toBe(30);
  });

  it("wait on while nobody can tell whether the reset has come", async () => {
    world.vendor.fault("t", { kind: "500" });
    await passTo(RESET + 10 * 60 * SECOND, 5 * SECOND);
    expect(await idsOf("parked")).toHaveLength(30);
    expect(launches.size).toBe(0);
    world.vendor.fault("t", null);
    await world.accounts.poller.poll(account);
    await passTo(now + SECOND);
    expect(launches.size).toBe(6);
  });

  it("wait on when the look says that it is spent still, until its new reset", async () => {
    world.vendor.set("claude", "t", { weekly_pct: 100, weekly_resets_at: iso(RESET + HOUR) });
    await passTo(RESET + JITTER + 60 * SECOND);
    // Once said right after a reset is not believed: the poller asks again by itself.
    now += 60 * SECOND;
    await world.accounts.poller.poll(account);
    await passTo(now + 60 * SECOND);
    expect(launches.size).toBe(0);
    expect((await run(parked[29]!)).resumes_at).toBe(iso(RESET + HOUR));
    expect((await run(parked[0]!)).resumes_at).toBe(iso(RESET + HOUR));
  });

  it("never start in two servers at once", async () => {
    const other = await createWorld({
      policy,
      now: () => now,
      records: world.records,
      vendor: world.vendor,
    });
    const { launcher } = other;
    const start = launcher.start.bind(launcher);
    launcher.start = async (job, events) => {
      launches.set(job.id, (launches.get(job.id) ?? 0) + 1);
      return start(job, events);
    };
    for (; now < RESET + 4 * 60 * SECOND; now += SECOND) {
      await Promise.all([world.admission.parking.tick(), other.admission.parking.tick()]);
      await world.accounts.poller.settled();
      await other.accounts.poller.settled();
    }
    expect([...launches.values()]).toEqual([...launches.keys()].map(() => 1));
    expect(launches.size).toBe(30);
  });

  it("wait on over a restart, and start then", async () => {
    await passTo(RESET - HOUR / 2, 60 * SECOND);
    world = await open({ records: world.records, vendor: world.vendor });
    expect(await idsOf("parked")).toHaveLength(30);
    expect(await used()).toBe(0);
    await world.admission.lifecycle.sweep();
    await passTo(RESET + JITTER + SECOND, SECOND * 15);
    await tick();
    expect([...launches.keys()]).toEqual(parked.slice(0, 6));
    // A restart is no new minute.
    world = await open({ records: world.records, vendor: world.vendor });
    await tick();
    expect(launches.size).toBe(0);
  });

  it("can each be cancelled until the last moment, and never start then", async () => {
    now = RESET + JITTER;
    await tick();
    const [last] = await idsOf("parked");
    const changeRun = world.records.changeRun.bind(world.records);
    let raced = false;
    world.records.changeRun = async (id, from, patch) => {
      if (!raced && from.includes("parked") && patch.status === "running") {
        raced = true;
        await world.admission.lifecycle.cancel(dana, id, "task");
      }
      return changeRun(id, from, patch);
    };
    now += SECOND;
    await tick();
    expect(raced).toBe(true);
    const [cancelled] = await idsOf("cancelled");
    expect(await idsOf("cancelled")).toHaveLength(1);
    expect(launches.has(cancelled!)).toBe(false);
    const { holders } = await slots();
    expect(holders.map(({ run_id }) => run_id)).not.toContain(cancelled);
    expect(await used()).toBe(holders.length);
    expect(await world.admission.lifecycle.cancel(dana, last!, "task")).toMatchObject({
      status: "cancelled",
      end_reason: "cancelled",
      resumes_at: null,
    });
    await passTo(RESET + 10 * 60 * SECOND, 5 * SECOND);
    expect(await statusOf(last!)).toBe("cancelled");
    expect(launches.has(last!)).toBe(false);
  });
});

describe("a parked run", () => {
  it("that is cancelled while it is being let in leaves nothing taken", async () => {
    policy.runs = { ...policy.runs, max: 1, window_seconds: 60 };
    await ask({ execution: "external" });
    const { id } = await park();
    const takePlace = world.counters.takePlace.bind(world.counters);
    world.counters.takePlace = async (place, allowance) => {
      await world.admission.lifecycle.cancel(dana, id, "task");
      return takePlace(place, allowance);
    };
    now = T0 + 60 * SECOND + JITTER;
    await tick();
    expect(await statusOf(id)).toBe("cancelled");
    expect((await slots()).holders.map(({ run_id }) => run_id)).not.toContain(id);
    expect((await world.counters.readRunQuota("dana", policy.runs, now)).used).toBe(0);
    expect(launches.size).toBe(0);
  });

  it("goes to no account of which only the clock says that it is back", async () => {
    const [near, far] = [await addAccount("near", 100), await addAccount("far", 100)];
    const { id } = await park(claude);
    world.vendor.fault("near", { kind: "500" });
    world.vendor.set("claude", "far", { weekly_pct: 100, weekly_resets_at: (3 * HOUR) / SECOND });
    now = T0 + 60 * SECOND;
    await world.accounts.poller.poll(far);
    await passTo(T0 + HOUR + 2 * JITTER);
    expect(await statusOf(id)).toBe("parked");
    world.vendor.fault("near", null);
    world.vendor.set("claude", "near", { weekly_pct: 1 });
    now += 60 * SECOND;
    await world.accounts.poller.poll(near);
    await passTo(now + 2 * JITTER);
    expect(await statusOf(id)).toBe("running");
  });

  it("is looked after as soon as its person raises the cap, and not at the next poll", async () => {
    const token = await addAccount("t", 1, { session_pct: 60, session_resets_at: HOUR / SECOND });
    await world.records.writeThresholds("dana", { session_pct: 50, week_pct: null });
    now += SECOND;
    const { id } = await park(claude);
    await passTo(now + 20 * SECOND);
    expect(await statusOf(id)).toBe("parked");
    const { fetched_at } = world.accounts.book.find(token)?.poll.snapshot ?? {};
    await world.records.writeThresholds("dana", { session_pct: 61, week_pct: null });
    await world.counters.publish({ keys: ["/decision"], user_id: "dana" });
    await passTo(now + 20 * SECOND);
    expect(await statusOf(id)).toBe("running");
    expect(world.accounts.book.find(token)?.poll.snapshot.fetched_at).not.toBe(fetched_at);
  });

  it("does not wait for one that cannot be looked at, where another has room under the caps", async () => {
    const spent = { session_pct: 95, session_resets_at: HOUR / SECOND };
    await addAccount("near", 1, spent);
    const far = await addAccount("far", 1, spent);
    await world.records.writeThresholds("dana", { session_pct: 90, week_pct: null });
    const { id } = await park(claude);
    expect((await run(id)).reasons).toMatchObject([{ reason: "session_threshold" }]);
    for (const token of ["near", "far"]) world.vendor.fault(token, { kind: "500" });
    await passTo(T0 + HOUR + 3 * JITTER);
    expect(await statusOf(id)).toBe("parked");
    world.vendor.fault("far", null);
    world.vendor.set("claude", "far", { session_pct: 5 });
    now += 60 * SECOND;
    await world.accounts.poller.poll(far);
    await passTo(now + 3 * JITTER);
    expect(await statusOf(id)).toBe("running");
    const chosen = world.accounts.selecting
      .factOf({ provider: "claude", user_id: "dana", model: null, scopes: null })
      ?.candidates.filter(({ selected_at }) => selected_at !== null);
    expect(chosen?.map(({ account_id }) => account_id)).toEqual([far]);
  });

  it("goes to no account over the person's caps, though of another nothing is known any more", async () => {
    await addAccount("near", 100);
    const far = await addAccount("far", 100);
    await world.records.writeThresholds("dana", { session_pct: 90, week_pct: null });
    const { id } = await park(claude);
    world.vendor.fault("near", { kind: "500" });
    world.vendor.set("claude", "far", {
      weekly_pct: 1,
      session_pct: 92,
      session_resets_at: (3 * HOUR) / SECOND,
    });
    await passTo(T0 + HOUR + 2 * JITTER);
    await world.accounts.poller.poll(far);
    await passTo(now + 2 * JITTER);
    expect(await run(id)).toMatchObject({
      status: "parked",
      reasons: [{ reason: "session_threshold", utilization_pct: 92 }],
    });
  });

  it("waits for all that stands in its way, and not only for the first to lift", async () => {
    policy.runs = { ...policy.runs, max: 1, window_seconds: 600 };
    await addAccount("t", 100);
    await ask({ execution: "external" });
    const { id } = await park({ ...claude });
    await passTo(T0 + 50 * 60 * SECOND, 10 * SECOND);
    expect(await statusOf(id)).toBe("parked");
    world.vendor.set("claude", "t", { weekly_pct: 3 });
    await passTo(T0 + HOUR + JITTER + 2 * SECOND, 5 * SECOND);
    expect(await statusOf(id)).toBe("running");
  });

  it("starts sooner if what it waits for lifts sooner, looked for every five seconds", async () => {
    policy.runs = { ...policy.runs, max: 1 };
    policy.projects = { "*": { max_concurrency: 1 } };
    const first = await ask({ execution: "external" }, dana);
    if (first.outcome === "refused") throw new Error("refused");
    policy.runs = { ...policy.runs, max: 2 };
    const queued = await ask({ execution: "external" });
    const { id } = await park({ execution: "external" });
    await passTo(now + 10 * SECOND);
    expect(await statusOf(id)).toBe("parked");
    if (queued.outcome === "admitted") {
      await world.admission.lifecycle.cancel(dana, queued.run.id, "task");
    }
    await passTo(now + 5 * SECOND);
    // The place is there, the slot is not: it queues as any.
    expect(await run(id)).toMatchObject({ status: "queued", parked_at: iso(T0), resumes_at: null });
    expect((await slots()).queue.map(({ run_id }) => run_id)).toEqual([id]);
    await world.admission.lifecycle.finish(dana, first.run.id, { status: "succeeded" });
    expect(await statusOf(id)).toBe("running");
  });

  it("whose moment nobody knows is left in peace, and starts once a look shows that it may", async () => {
    const provider = "deepseek";
    world.vendor.set(provider, "t", { balance: 0 });
    const { id: account } = await world.accounts.connections.add(world.principal, {
      provider,
      nickname: "t",
      credential: { kind: "token", token: "t" },
      owner: "workspace",
    });
    const { id, refusal } = await park({ provider });
    expect(refusal).toMatchObject({ reason: "accounts_depleted", resets_at: null });
    now += 60 * SECOND;
    await world.accounts.poller.poll(account);
    await passTo(now + 2 * SECOND);
    const changeRun = world.records.changeRun.bind(world.records);
    let changes = 0;
    world.records.changeRun = async (...given) => {
      changes++;
      return changeRun(...given);
    };
    for (let n = 0; n < 12; n++) {
      await world.counters.publish({ keys: ["/decision"], user_id: null });
      await passTo(now + 5 * SECOND);
    }
    expect(changes).toBe(0);
    world.vendor.set(provider, "t", { balance: 5 });
    await world.accounts.poller.poll(account);
    await passTo(now + 10 * SECOND);
    expect(await statusOf(id)).toBe("running");
  });

  it("is given up when it has waited for too long", async () => {
    policy.parking = { ...policy.parking, max_hours: 1 };
    await addAccount("t", 100, { weekly_resets_at: (5 * HOUR) / SECOND });
    const { id } = await park(claude);
    now = T0 + HOUR - 1;
    await tick();
    expect(await statusOf(id)).toBe("parked");
    now += 1;
    await tick();
    expect(await run(id)).toMatchObject({
      status: "skipped_quota",
      end_reason: "parked_too_long",
      finished_at: iso(now),
      refusal: { reason: "accounts_depleted" },
      started_at: null,
    });
  });

  it.each([
    [false, "parked"],
    [true, "running"],
  ])("with overage allowed %s is %s once only overage is left", async (allow_overage, status) => {
    const account = await addAccount("t", 100);
    const { id } = await park({ ...claude, allow_overage });
    world.vendor.set("claude", "t", {
      weekly_pct: 100,
      weekly_resets_at: HOUR / SECOND,
      overage: true,
      balance: 20,
    });
    now += 60 * SECOND;
    await world.accounts.poller.poll(account);
    await passTo(now + 10 * SECOND);
    expect(await statusOf(id)).toBe(status);
  });

  it("that queues in between costs no more by the time its turn comes", async () => {
    policy.projects = { "*": { max_concurrency: 1 } };
    const account = await addAccount("t", 100);
    const { id } = await park(claude);
    const first = await ask({ execution: "external" });
    world.vendor.set("claude", "t", { weekly_pct: 3 });
    now += 60 * SECOND;
    await world.accounts.poller.poll(account);
    await passTo(now + 5 * SECOND);
    expect(await statusOf(id)).toBe("queued");
    const spent = { weekly_pct: 100, weekly_resets_at: HOUR / SECOND, overage: true, balance: 20 };
    world.vendor.set("claude", "t", spent);
    now += 60 * SECOND;
    await world.accounts.poller.poll(account);
    if (first.outcome === "refused") throw new Error("refused");
    await world.admission.lifecycle.finish(dana, first.run.id, { status: "succeeded" });
    expect(await run(id)).toMatchObject({
      status: "skipped_quota",
      refusal: { reason: "accounts_depleted" },
    });
  });

  it("waits on while an engine does not answer, for what it waited for", async () => {
    policy.runs = { ...policy.runs, max: 1, window_seconds: 60 };
    await ask({ execution: "external" });
    const { id, refusal } = await park({ execution: "external" });
    now = T0 + 60 * SECOND + JITTER;
    world.breakEngine("counters");
    await tick();
    expect(await run(id)).toMatchObject({ status: "parked", refusal });
    world.mendEngine("counters");
    await tick();
    expect(await statusOf(id)).toBe("running");
  });

  it("is neither lost nor started by a sweep, and answers a heartbeat as it stands", async () => {
    await addAccount("t", 100);
    const { id } = await park({ ...claude, execution: "external" });
    now += HOUR / 2;
    await world.admission.lifecycle.sweep();
    expect((await world.admission.lifecycle.heartbeat(dana, id)).status).toBe("parked");
    await expect(
      world.admission.lifecycle.finish(dana, id, { status: "succeeded" }),
    ).rejects.toThrow("cancel it instead");
  });
});

describe("cancelling what is parked", () => {
  it("takes one's own, or an operator everyone's, of a project or of a schedule", async () => {
    const { parking } = world.admission;
    await world.records.addProject({ id: "b", name: "b", sample: false, created_at: iso(T0) });
    await addAccount("t", 100);
    const schedule_id = "10000000-0000-4000-8000-000000000001";
    await park(claude);
    await park({ ...claude, project_id: "b" });
    await park({ ...claude, schedule_id });
    await park(claude, { ...dana, id: "eve" });
    const works = await ask({ execution: "external" });
    expect(await parking.cancel(dana, { project_id: "b" })).toBe(1);
    expect(await parking.cancel(dana, { schedule_id })).toBe(1);
    expect(await parking.cancel(dana, {})).toBe(1);
    expect(await idsOf("parked")).toHaveLength(1);
    expect(await parking.cancel(world.principal, {})).toBe(1);
    expect(await idsOf("cancelled")).toHaveLength(4);
    expect(works.outcome === "admitted" && (await statusOf(works.run.id))).toBe("running");
  });
});
