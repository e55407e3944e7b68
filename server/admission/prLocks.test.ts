import { beforeEach, describe, expect, it } from "vitest";
import { createWorld, startRun, type World } from "../../mocks/world.ts";
import { createClient } from "../../src/api/client.ts";
import { EngineUnavailableError } from "../engines/engineUnavailable.ts";
import { defaultPolicy, type Policy } from "./policy.ts";

const T0 = Date.parse("2026-05-20T12:00:00.000Z");
const WEB = "acme/web";

const policy: Policy = {
  ...defaultPolicy,
  runs: { max: 1000, window_seconds: 3600, lease_seconds: 3600 },
  projects: { "*": { max_concurrency: 100 } },
};
const viewer = { id: "vera", name: "Vera", role: "viewer" } as const;

let now: number;
let world: World;

beforeEach(async () => {
  now = T0;
  world = await createWorld({ policy, now: () => now });
  const created_at = "2026-01-01T00:00:00.000Z";
  await world.records.addProject({ id: WEB, name: WEB, sample: false, created_at });
});

const submit = () => startRun(world, { execution: "external" });
const submitMany = async (count: number) =>
  (await Promise.all(Array.from({ length: count }, submit))) as [string, string, ...string[]];
const locks = () => world.admission.prLocks;
const clientOf = ({ app }: World) =>
  createClient({
    baseUrl: "http://localhost",
    fetch: (input, init) => app.fetch(new Request(input, init)),
  });
/** A new server over the same records. */
const restart = () => createWorld({ policy, now: () => now, records: world.records });

/** The records take no lock until they are mended. */
function breakWriting(): () => void {
  const writeLock = world.records.writeLock.bind(world.records);
  world.records.writeLock = async () => Promise.reject(new EngineUnavailableError("records"));
  return () => {
    world.records.writeLock = writeLock;
  };
}

describe("of many who ask at once", () => {
  it("one holds the lock at any time; all have it in order, with rising tokens", async () => {
    const ids = await submitMany(50);
    const answers = await Promise.all(ids.map((id) => locks().acquire(WEB, id)));
    expect(answers.filter(({ granted }) => granted)).toHaveLength(1);
    let last = 0;
    for (const [turn, id] of ids.entries()) {
      // All that are left ask again at once, the last first: nobody but the next has it.
      const left = ids.slice(turn).toReversed();
      const again = await Promise.all(left.map((one) => locks().acquire(WEB, one)));
      const held = again.flatMap((answer) => (answer.granted ? [answer.holder] : []));
      expect(held.map(({ run_id }) => run_id)).toEqual([id]);
      const token = held[0]?.fencing_token ?? 0;
      expect(token).toBeGreaterThan(last);
      last = token;
      await world.admission.lifecycle.finish(world.principal, id, { status: "succeeded" });
    }
    expect(await locks().read(WEB)).toMatchObject({ holder: null, queue: [], fencing: last });
  });
});

describe("time", () => {
  it("frees a lapsed lock once, tells it, and passes turns on", async () => {
    const [a, b, c] = await submitMany(3);
    for (const id of [a, b, c]) await locks().acquire(WEB, id ?? "");
    const told: (readonly string[])[] = [];
    world.counters.subscribe(({ keys }) => told.push(keys));
    now = T0 + 119_999;
    await world.admission.lifecycle.sweep();
    expect(told).toEqual([]);
    now = T0 + 120_000;
    await world.admission.lifecycle.sweep();
    await world.admission.lifecycle.sweep();
    expect(told).toEqual([["/quota/pr_lock", "/quota/projects", "/decision"]]);
    now = T0 + 150_000;
    await world.admission.lifecycle.sweep();
    expect((await locks().read(WEB)).queue.map(({ run_id }) => run_id)).toEqual([c]);
  });

  it("never robs a holder who renews, and takes nothing from the one who is late", async () => {
    const [a, b] = await submitMany(2);
    const grant = { run_id: a, fencing_token: 1 };
    await locks().acquire(WEB, a);
    for (let n = 0; n < 5; n++) {
      now += 119_000;
      expect(await locks().renew(WEB, grant)).toMatchObject({ held_since: T0 });
      expect(await locks().acquire(WEB, b)).toMatchObject({ granted: false, position: 1 });
    }
    now += 120_000;
    expect(await locks().acquire(WEB, b)).toMatchObject({ granted: true });
    expect(await locks().renew(WEB, grant)).toBeNull();
    expect(await locks().release(WEB, grant)).toBe(false);
    expect((await locks().read(WEB)).holder?.run_id).toBe(b);
  });
});

describe("a restart", () => {
  it("keeps holder, token and queue", async () => {
    const [a, b, c] = await submitMany(3);
    for (const id of [a, b, c]) await locks().acquire(WEB, id ?? "");
    const before = await locks().read(WEB);
    now += 1000;
    world = await restart();
    expect(await locks().read(WEB)).toEqual(before);
    expect(await locks().renew(WEB, { run_id: a, fencing_token: 1 })).not.toBeNull();
    await locks().release(WEB, { run_id: a, fencing_token: 1 });
    expect(await locks().acquire(WEB, b)).toMatchObject({ holder: { fencing_token: 2 } });
  });

  it("gives no token twice, though the lock was free", async () => {
    const [a, b] = await submitMany(2);
    await locks().acquire(WEB, a);
    await locks().release(WEB, { run_id: a, fencing_token: 1 });
    world = await restart();
    expect(await locks().acquire(WEB, b)).toMatchObject({ holder: { fencing_token: 2 } });
  });

  it("knows a release that the records had not taken at first", async () => {
    const [a] = await submitMany(2);
    await locks().acquire(WEB, a);
    const mend = breakWriting();
    const releasing = locks().release(WEB, { run_id: a, fencing_token: 1 });
    await expect(releasing).rejects.toThrow(EngineUnavailableError);
    mend();
    await world.admission.lifecycle.sweep();
    world = await restart();
    expect((await locks().read(WEB)).holder).toBeNull();
  });

  it("knows the later of two changes, of which only the earlier was taken at first", async () => {
    const [a, b] = await submitMany(2);
    const writeLock = world.records.writeLock.bind(world.records);
    let write = (): void => {};
    world.records.writeLock = async (...given) => {
      world.records.writeLock = async () => Promise.reject(new EngineUnavailableError("records"));
      await new Promise<void>((resolve) => (write = resolve));
      return writeLock(...given);
    };
    const first = locks().acquire(WEB, a);
    await expect(locks().acquire(WEB, b)).rejects.toThrow(EngineUnavailableError);
    write();
    await first;
    world.records.writeLock = writeLock;
    await world.admission.lifecycle.sweep();
    const before = await locks().read(WEB);
    world = await restart();
    expect(await locks().read(WEB)).toEqual(before);
  });
});

describe("over the API", () => {
  it("a run that ends while it is granted the lock does not hold it dead", async () => {
    const a = await submit();
    const acquire = locks().acquire.bind(locks());
    locks().acquire = async (...given) => {
      await world.admission.lifecycle.finish(world.principal, a, { status: "succeeded" });
      return acquire(...given);
    };
    const asking = clientOf(world).projects.acquireLock({
      params: { id: WEB },
      body: { run_id: a },
    });
    await expect(asking).rejects.toMatchObject({ problem: { status: 409 } });
    expect((await locks().read(WEB)).holder).toBeNull();
  });

  it("viewers may look, and neither take, renew nor release", async () => {
    const a = await submit();
    await locks().acquire(WEB, a);
    const other = await createWorld({
      policy,
      now: () => now,
      records: world.records,
      principal: viewer,
    });
    const client = clientOf(other);
    const params = { id: WEB };
    const body = { run_id: a, fencing_token: 1 };
    for (const asking of [
      client.projects.acquireLock({ params, body: { run_id: a } }),
      client.projects.renewLock({ params, body }),
      client.projects.releaseLock({ params, body }),
      client.runs.submit({ body: { project_id: WEB } }),
      client.sessions.start({ body: {} }),
    ]) {
      await expect(asking).rejects.toMatchObject({ problem: { status: 403 } });
    }
    const { data } = await client.quota.prLock({ query: { project_id: WEB } });
    expect(data).toMatchObject({
      state: "held",
      holder: { run_id: a, owner: "local", title: null },
    });
  });
});
