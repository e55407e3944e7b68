import { beforeEach, describe, expect, it } from "vitest";
import type { RunKind } from "../../src/contract/runs.ts";
import { createWorld, startRun, type World } from "../../mocks/world.ts";
import { leaveSlots, promoteWaiter } from "../../src/domain/slots.ts";
import { EngineUnavailableError } from "../engines/engineUnavailable.ts";
import { LaunchError } from "../launcher/launcher.ts";
import { defaultPolicy, type Policy } from "./policy.ts";

const T0 = Date.parse("2026-05-20T12:00:00.000Z");
const LEASE_MS = 90_000;
const WEB = "acme/web";
const POOL = { project_id: WEB };

let policy: Policy;
let now: number;
let world: World;

const options = () => ({ policy, now: () => now });

beforeEach(async () => {
  now = T0;
  policy = {
    ...defaultPolicy,
    plans: { member: { paid: true, max_sessions: 3, monthly_compute_seconds: 600 } },
    runs: { max: 1000, window_seconds: 3600, lease_seconds: LEASE_MS / 1000 },
    projects: { "*": { max_concurrency: 2 } },
  };
  world = await createWorld(options());
  const created_at = "2026-01-01T00:00:00.000Z";
  await world.records.addProject({ id: WEB, name: WEB, sample: false, created_at });
});

/** Each a second after the one before, so that their order is told. */
async function submit(execution: "external" | "managed" = "external"): Promise<string> {
  now += 1000;
  return startRun(world, { execution });
}
async function submitMany(count: number, execution: "external" | "managed" = "external") {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.push(await submit(execution));
  return ids as [string, string, string, string, ...string[]];
}
const run = async (id: string) => world.records.findRun(id);
const statuses = async (ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await run(id))?.status));
const slots = async () => {
  const { holders, queue } = await world.counters.readSlots(POOL);
  const ids = (of: readonly { run_id: string }[]) => of.map(({ run_id }) => run_id);
  return { holders: ids(holders), queue: ids(queue) };
};
const used = async () =>
  (await world.counters.readRunQuota("local", { max: 1000, window_seconds: 3600 }, now)).used;
const finish = (id: string) =>
  world.admission.lifecycle.finish(world.principal, id, { status: "succeeded" });
const cancel = (id: string, kind: RunKind = "task") =>
  world.admission.lifecycle.cancel(world.principal, id, kind);
const sweep = () => world.admission.lifecycle.sweep();
const heartbeat = (id: string) => world.admission.lifecycle.heartbeat(world.principal, id);

describe("a slot", () => {
  it("of a dead holder is free when its lease is over, and the longest waiter starts", async () => {
    const [a, b, c, d] = await submitMany(4);
    now = T0 + 60_000;
    await heartbeat(b);
    now = T0 + 1000 + LEASE_MS - 1;
    await sweep();
    expect(await slots()).toEqual({ holders: [a, b], queue: [c, d] });
    now += 1;
    await sweep();
    expect(await run(a)).toMatchObject({ status: "failed", end_reason: "lease_expired" });
    expect(await slots()).toEqual({ holders: [b, c], queue: [d] });
    expect(await run(c)).toMatchObject({
      status: "running",
      started_at: new Date(now).toISOString(),
      lease_expires_at: new Date(now + LEASE_MS).toISOString(),
    });
  });

  it("is not freed under those who run by a lower limit; a higher one starts who waits", async () => {
    const [a, b, c, d] = await submitMany(4);
    policy.projects = { "*": { max_concurrency: 1 } };
    await sweep();
    expect(await slots()).toEqual({ holders: [a, b], queue: [c, d] });
    expect(await statuses([a, b])).toEqual(["running", "running"]);
    await finish(a);
    expect(await slots()).toEqual({ holders: [b], queue: [c, d] });
    policy.projects = { "*": { max_concurrency: 3 } };
    await sweep();
    expect(await slots()).toEqual({ holders: [b, c, d], queue: [] });
  });

  it("passes on from one that cannot be launched to the next", async () => {
    const [a, b, c, d] = await submitMany(4, "managed");
    const { launcher } = world;
    const start = launcher.start.bind(launcher);
    launcher.start = async (job, events) => {
      if (job.id === c) throw new LaunchError("no such program");
      return start(job, events);
    };
    await exit(a);
    expect(await run(c)).toMatchObject({ status: "failed", end_reason: "launch_failed" });
    expect(await slots()).toEqual({ holders: [b, d], queue: [] });
    expect(await used()).toBe(3);
  });
});

describe("a waiter of a provider", () => {
  const HOUR = 3600;
  const told = async () =>
    (await world.records.listActivity({ limit: 100 })).map(({ kind, text }) => ({ kind, text }));

  async function addAccount(token: string): Promise<string> {
    world.vendor.set("claude", token, { weekly_pct: 40, weekly_resets_at: HOUR });
    const { id } = await world.accounts.connections.add(world.principal, {
      provider: "claude",
      nickname: token,
      credential: { kind: "token", token },
      owner: "workspace",
    });
    return id;
  }
  async function submitTo(provider: string): Promise<string> {
    now += 1000;
    return startRun(world, { execution: "external", provider });
  }

  it("is dropped with the refusal when its accounts are out by then, and the next goes on", async () => {
    const account = await addAccount("t");
    const [a, b] = [await submitTo("claude"), await submitTo("claude")];
    const [c, d] = [await submitTo("claude"), await submitTo("codex")];
    expect(await slots()).toEqual({ holders: [a, b], queue: [c, d] });
    world.vendor.set("claude", "t", { weekly_pct: 100, weekly_resets_at: HOUR });
    const resets_at = new Date(now + HOUR * 1000).toISOString();
    await world.accounts.poller.poll(account);
    await finish(a);
    expect(await run(c)).toMatchObject({
      status: "skipped_quota",
      end_reason: "refused",
      started_at: null,
      refusal: {
        reason: "accounts_depleted",
        provider: "claude",
        skipped: [{ account_id: account, name: "t", resets_at }],
        resets_at,
      },
    });
    expect(await slots()).toEqual({ holders: [b, d], queue: [] });
    expect(await used()).toBe(3);
    expect(await told()).toEqual(
      expect.arrayContaining([
        {
          kind: "account_skipped",
          text: expect.stringMatching(/^claude \| skip "t" — /) as string,
        },
        {
          kind: "work_refused",
          text: "A queued run was refused. The only claude account is out of quota.",
        },
      ]),
    );
    // What works already is left alone.
    expect(await statuses([b])).toEqual(["running"]);
  });

  it("takes its turn among the accounts when it starts, not when it came", async () => {
    for (const token of ["t1", "t2"]) await addAccount(token);
    const ids = [await submitTo("claude"), await submitTo("claude"), await submitTo("claude")];
    const moments = () => {
      const asked = { provider: "claude", user_id: "local", model: null, scopes: null } as const;
      const fact = world.accounts.selecting.factOf(asked);
      return fact?.candidates.map(({ selected_at }) => selected_at);
    };
    now += 60_000;
    expect(moments()).not.toContain(now);
    await finish(ids[0] ?? "");
    expect(await statuses(ids)).toEqual(["succeeded", "running", "running"]);
    expect(moments()?.filter((moment) => moment === now)).toHaveLength(1);
  });

  it("of no account waits for none", async () => {
    const ids = [await submitTo("claude"), await submitTo("claude"), await submitTo("claude")];
    await finish(ids[0] ?? "");
    expect(await statuses(ids)).toEqual(["succeeded", "running", "running"]);
  });
});

describe("a waiter", () => {
  it("is decided anew, and dropped with its place and its slot if it may not start", async () => {
    const [a, b, c, d] = await submitMany(4, "managed");
    const last = await submit();
    now = T0 + 400_000;
    await exit(a);
    expect(await run(c)).toMatchObject({
      status: "skipped_quota",
      end_reason: "refused",
      started_at: null,
      refusal: { reason: "compute_quota_exceeded", quota_seconds: 600 },
    });
    expect(await statuses([c, d])).toEqual(["skipped_quota", "skipped_quota"]);
    // What needs no compute goes on.
    expect(await slots()).toEqual({ holders: [b, last], queue: [] });
    expect(await used()).toBe(3);
  });

  it("is dropped together with hundreds like it in one go", async () => {
    await submitMany(300, "managed");
    const last = await submit();
    now += 3_600_000;
    for (const id of (await slots()).holders) world.launcher.exit(id, 0);
    await world.admission.lifecycle.settled();
    expect(await slots()).toEqual({ holders: [last], queue: [] });
  });

  it("keeps its place while an engine fails during its promotion, and starts afterwards", async () => {
    const [a, b, c, d] = await submitMany(4, "managed");
    const mend = breakMethod("readLedger");
    await exit(a);
    expect(await run(a)).toMatchObject({ status: "succeeded" });
    expect(await slots()).toEqual({ holders: [b], queue: [c, d] });
    expect(await statuses([c, d])).toEqual(["queued", "queued"]);
    expect(await used()).toBe(4);
    mend();
    await sweep();
    expect(await slots()).toEqual({ holders: [b, c], queue: [d] });
    expect(await statuses([c])).toEqual(["running"]);
  });

  it("leaves no ghost of the one before it when the engine fails at its own turn", async () => {
    const [a, b, c, d] = await submitMany(4, "managed");
    now = T0 + 400_000;
    const { records } = world;
    const readLedger = records.readLedger.bind(records);
    let asked = 0;
    records.readLedger = async (...given) => {
      if (++asked > 1) throw new EngineUnavailableError("records");
      return readLedger(...given);
    };
    await exit(a);
    expect(await statuses([c, d])).toEqual(["skipped_quota", "queued"]);
    expect(await slots()).toEqual({ holders: [b], queue: [d] });
  });

  it("that works already is not put back by what fails later", async () => {
    const [a, b, c, d] = await submitMany(4, "managed");
    const { records } = world;
    const changeRun = records.changeRun.bind(records);
    records.changeRun = async (id, from, patch) => {
      if (id === c && patch.process) throw new EngineUnavailableError("records");
      return changeRun(id, from, patch);
    };
    await exit(a);
    await world.admission.lifecycle.settled();
    // Its process could not be written down, so it was ended; d has the slot.
    expect(world.launcher.output(c)).toBeNull();
    expect(await slots()).toEqual({ holders: [b, d], queue: [] });
    expect(await statuses([b, d])).toEqual(["running", "running"]);
    expect((await run(c))?.finished_at).not.toBeNull();
  });

  it("that was given a slot while the engine failed is started by the next sweep", async () => {
    const [a, b, c] = await submitMany(3, "managed");
    const mend = breakMethod("findRun");
    await world.counters.changeSlots(POOL, (before) => ({
      slots: leaveSlots(before, a),
      answer: null,
    }));
    await world.counters.changeSlots(POOL, (before) => ({
      slots: promoteWaiter(before, 2, now, now + LEASE_MS)?.slots ?? before,
      answer: null,
    }));
    mend();
    await sweep();
    expect(await slots()).toEqual({ holders: [b, c], queue: [] });
    expect(await statuses([c])).toEqual(["running"]);
  });

  it("cancelled in the middle of its promotion is over, and the next has the slot", async () => {
    const [a, b, c, d] = await submitMany(4, "managed");
    const { records } = world;
    const readLedger = records.readLedger.bind(records);
    records.readLedger = async (...given) => {
      records.readLedger = readLedger;
      await cancel(c);
      return readLedger(...given);
    };
    await exit(a);
    expect(await run(c)).toMatchObject({ status: "cancelled", started_at: null });
    expect(world.launcher.output(c)).toBeNull();
    expect(await slots()).toEqual({ holders: [b, d], queue: [] });
    expect(await used()).toBe(3);
  });

  it("starts once, though many ends promote at the same moment", async () => {
    policy.projects = { "*": { max_concurrency: 10 } };
    const first = await submitMany(10);
    const waiting = await submitMany(10, "managed");
    const started: string[] = [];
    const { launcher } = world;
    const start = launcher.start.bind(launcher);
    launcher.start = async (job, events) => {
      started.push(job.id);
      return start(job, events);
    };
    await Promise.all([...first.map(finish), sweep(), sweep()]);
    expect(started.toSorted()).toEqual(waiting.toSorted());
    expect(await slots()).toEqual({ holders: waiting, queue: [] });
  });

  it("is not put back by one who failed to start it, once another has", async () => {
    const [a, b, c, d] = await submitMany(4, "managed");
    const { records } = world;
    const readLedger = records.readLedger.bind(records);
    let fail = (): void => {};
    const asked = new Promise<void>((reached) => {
      records.readLedger = () => {
        records.readLedger = readLedger;
        reached();
        return new Promise((_, reject) => {
          fail = () => reject(new EngineUnavailableError("records"));
        });
      };
    });
    world.launcher.exit(a, 0);
    await asked;
    const sweeping = sweep();
    await new Promise(setImmediate);
    fail();
    await sweeping;
    await world.admission.lifecycle.settled();
    expect(await statuses([b, c, d])).toEqual(["running", "running", "queued"]);
    expect(await slots()).toEqual({ holders: [b, c], queue: [d] });
  });

  it("that is not written down yet is started by its admission", async () => {
    const [a, b] = await submitMany(2);
    const { records } = world;
    const addRun = records.addRun.bind(records);
    records.addRun = async (given) => {
      await finish(a);
      return addRun(given);
    };
    const c = await submit();
    expect(await run(c)).toMatchObject({ status: "running" });
    expect(await slots()).toEqual({ holders: [b, c], queue: [] });
  });

  it("is given back whole when the records do not take it", async () => {
    const [a, b] = await submitMany(2);
    const mend = breakMethod("addRun");
    await expect(submit()).rejects.toThrow(EngineUnavailableError);
    mend();
    expect(await slots()).toEqual({ holders: [a, b], queue: [] });
    expect(await used()).toBe(2);
  });
});

describe("an end", () => {
  it("gives the slot back later where the counters do not answer at once", async () => {
    const [a, b, c] = await submitMany(3);
    world.breakEngine("counters");
    expect(await finish(a)).toMatchObject({ status: "succeeded" });
    world.mendEngine("counters");
    await sweep();
    expect(await slots()).toEqual({ holders: [b, c], queue: [] });
  });

  it("told by the process wins over a sweep that misses the process", async () => {
    const a = await submit("managed");
    const { records } = world;
    const findRun = records.findRun.bind(records);
    let swept = (): void => {};
    const sweeping = new Promise<void>((resolve) => (swept = resolve));
    records.findRun = async (id) => {
      await sweeping;
      return findRun(id);
    };
    world.launcher.exit(a, 0);
    await sweep();
    swept();
    await world.admission.lifecycle.settled();
    expect(await run(a)).toMatchObject({ status: "succeeded", end_reason: "exited" });
  });

  it("during the launch leaves no process behind, and keeps the slot until it is gone", async () => {
    const { launcher } = world;
    const start = launcher.start.bind(launcher);
    let cancelled: string | undefined;
    launcher.start = async (job, events) => {
      cancelled ??= (await cancel(job.id)).status;
      return start(job, events);
    };
    const a = await submit("managed");
    expect(cancelled).toBe("stopping");
    await world.admission.lifecycle.settled();
    expect(launcher.output(a)).toBeNull();
    expect(await run(a)).toMatchObject({ status: "cancelled", end_reason: "cancelled" });
    expect(await slots()).toEqual({ holders: [], queue: [] });
  });

  it("comes for a run whose process was never written down, when its lease is over", async () => {
    const a = await submit("managed");
    world.launcher.exit(a, 0);
    await world.admission.lifecycle.settled();
    const row = await run(a);
    if (!row) throw new Error("no run");
    const lost = {
      ...row,
      id: a.replace(/.$/, "9"),
      status: "running",
      finished_at: null,
    } as const;
    await world.records.addRun({ run: lost, idempotency: null, holds_place: true });
    now = T0 + 1000 + LEASE_MS - 1;
    await sweep();
    expect(await statuses([lost.id])).toEqual(["running"]);
    now += 1;
    await sweep();
    expect(await run(lost.id)).toMatchObject({ status: "failed", end_reason: "server_lost" });
  });
});

describe("a shutdown", () => {
  it("promotes nothing, and what waits waits on", async () => {
    const [a, b, c] = await submitMany(3, "managed");
    await world.admission.lifecycle.shutDown();
    expect(await statuses([a, b, c])).toEqual(["stopped", "stopped", "queued"]);
    await sweep();
    expect(await statuses([c])).toEqual(["queued"]);
  });

  it("leaves no process of a start that was under way", async () => {
    const { launcher } = world;
    const start = launcher.start.bind(launcher);
    const closing: Promise<void>[] = [];
    launcher.start = async (job, events) => {
      closing.push(world.admission.lifecycle.shutDown());
      await Promise.resolve();
      return start(job, events);
    };
    const a = await submit("managed");
    await Promise.all(closing);
    expect(launcher.output(a)).toBeNull();
    expect(await run(a)).toMatchObject({ status: "stopped", end_reason: "server_stopped" });
  });
});

const exit = async (id: string) => {
  world.launcher.exit(id, 0);
  await world.admission.lifecycle.settled();
};

/** Makes one method of the records answer nothing; gives the way to mend it. */
function breakMethod(method: "readLedger" | "findRun" | "addRun"): () => void {
  const { records } = world;
  const whole = records[method].bind(records) as never;
  records[method] = async () => Promise.reject(new EngineUnavailableError("records"));
  return () => {
    records[method] = whole;
  };
}
