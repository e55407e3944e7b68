import { beforeEach, describe, expect, it } from "vitest";
import { createWorld, startRun, type World } from "../../mocks/world.ts";
import { createClient } from "../../src/api/client.ts";
import { toInstant } from "../../src/contract/instant.ts";
import { snapshotExample } from "../../src/contract/snapshotExample.ts";
import { limitOf } from "../providers/limitOf.ts";
import { defaultPolicy, type Policy } from "./policy.ts";

const T0 = Date.parse("2026-05-20T12:00:00.000Z");
const WEB = "acme/web";
const POOL = { project_id: WEB };

const policy: Policy = {
  ...defaultPolicy,
  runs: { max: 100, window_seconds: 3600, lease_seconds: 90 },
  projects: { "*": { max_concurrency: 2 } },
};
const operator = { id: "local", name: "Local operator", role: "operator" } as const;
const dana = { id: "dana", name: "Dana", role: "member" } as const;

let now: number;
let world: World;

beforeEach(async () => {
  now = T0;
  world = await createWorld({ policy, now: () => now });
  const created_at = "2026-01-01T00:00:00.000Z";
  await world.records.addProject({ id: WEB, name: WEB, sample: false, created_at });
});

/** Each a second after the one before, so that their order is told. */
async function submit(execution: "external" | "managed", message: string | null = null) {
  now += 1000;
  return startRun(world, { execution, message });
}
/** A new server over the same records, with empty counters. */
const restart = (principal: World["principal"] = operator) =>
  createWorld({ policy, now: () => now, records: world.records, principal });
const clientOf = ({ app }: World) =>
  createClient({
    baseUrl: "http://localhost",
    fetch: (input, init) => app.fetch(new Request(input, init)),
  });

describe("a restart", () => {
  it("keeps holders with their leases, and the queue in its order", async () => {
    for (let n = 0; n < 5; n++) await submit("external");
    const before = await world.counters.readSlots(POOL);
    now += 500;
    world = await restart();
    const after = await world.counters.readSlots(POOL);
    expect(after.queue).toEqual(before.queue);
    expect(after.holders).toEqual(before.holders.map((one) => ({ ...one, heartbeat_at: now })));
    expect((await world.counters.readRunQuota("local", policy.runs, now)).used).toBe(5);
  });

  it("moves the queue by what was last seen of the accounts, before any vendor was asked", async () => {
    await submit("managed");
    await submit("external");
    now += 1000;
    const waits = await startRun(world, { execution: "external", provider: "claude" });
    const id = "11111111-0000-4000-8000-000000000001";
    const account = {
      id,
      provider: "claude",
      nickname: "Spent",
      user_id: null,
      enabled: true,
      created_at: toInstant(now),
      credential_kind: "token",
      credential_source: null,
      sealed: "v1.",
    } as const;
    const resets_at = toInstant(now + 30 * 86_400_000);
    const spent = limitOf(
      { id: "weekly", label: "Weekly", kind: "window", unit: "percent", used_pct: 100, resets_at },
      now,
    );
    await world.records.addAccount({
      account,
      poll: {
        snapshot: snapshotExample({
          account_id: id,
          limits: [spent],
          observed_at: toInstant(now),
          fetched_at: toInstant(now),
        }),
        next_poll_at: null,
        failures: 0,
        fingerprint: null,
        expires_at: null,
        identity: null,
        unknown_keys: [],
      },
    });
    world = await restart();
    expect(await world.records.findRun(waits)).toMatchObject({
      status: "skipped_quota",
      refusal: { reason: "accounts_depleted" },
    });
  });

  it("ends managed runs as lost, and the queue moves on", async () => {
    const a = await submit("managed");
    const b = await submit("external");
    const [c, d] = [await submit("managed"), await submit("external")];
    world = await restart();
    expect(await world.records.findRun(a)).toMatchObject({
      status: "failed",
      end_reason: "server_lost",
    });
    expect(await world.records.findRun(c)).toMatchObject({ status: "running" });
    expect(world.launcher.output(c)).not.toBeNull();
    const { holders, queue } = await world.counters.readSlots(POOL);
    expect(holders.map(({ run_id }) => run_id)).toEqual([b, c]);
    expect(queue.map(({ run_id }) => run_id)).toEqual([d]);
  });

  it("starts a run that was given its slot and not yet started", async () => {
    await submit("external");
    const b = await submit("external");
    const c = await submit("external");
    // The server dies between the end of b and the start of c.
    await world.records.changeRun(b, ["running"], { status: "succeeded" });
    world = await restart();
    expect(await world.records.findRun(c)).toMatchObject({ status: "running" });
  });
});

describe("a queued start", () => {
  it("asked for again with its key is the same run, at its place", async () => {
    const client = clientOf(world);
    const body = { project_id: WEB, execution: "external" } as const;
    for (let n = 0; n < 3; n++) await client.runs.submit({ body });
    now += 1000;
    const first = await client.runs.submit({ body, idempotencyKey: "one" });
    expect(first).toMatchObject({ status: 202, data: { status: "queued", queue_position: 2 } });
    expect(await client.runs.submit({ body, idempotencyKey: "one" })).toMatchObject({
      status: 202,
      data: first.data,
    });
    world = await restart();
    const again = await clientOf(world).runs.submit({ body, idempotencyKey: "one" });
    expect(again).toMatchObject({ status: 202, data: first.data });
    expect((await world.counters.readSlots(POOL)).queue).toHaveLength(2);
  });
});

describe("a member", () => {
  it("sees who holds and who waits, and the titles of their own runs only", async () => {
    await submit("external", "Rotate the keys");
    const own = { ...world, principal: dana };
    now += 1000;
    await startRun(own, { execution: "external", message: "Fix the header" });
    await submit("external", "Rename the vault");
    const member = await restart(dana);
    const asked = { query: { project_id: WEB } };
    const { data } = await clientOf(member).quota.concurrency(asked);
    expect(data.holders.map(({ owner, title }) => ({ owner, title }))).toEqual([
      { owner: "local", title: null },
      { owner: "dana", title: "Fix the header" },
    ]);
    expect(data.queue).toMatchObject([{ owner: "local", title: null, position: 1 }]);
    const { data: all } = await clientOf(world).quota.concurrency(asked);
    expect(all.queue).toMatchObject([{ title: "Rename the vault" }]);
  });
});

describe("the removal of the sample", () => {
  it("ends what waits and what runs, and what is admitted meanwhile leaves nothing behind", async () => {
    const sample = await createWorld({ policy, now: () => now });
    await sample.sample.prepare(true, operator);
    const project_id = "sample/storefront";
    for (let n = 0; n < 3; n++) await startRun(sample, { project_id });
    const late = Array.from({ length: 5 }, () => startRun(sample, { project_id }));
    const [removed, ...outcomes] = await Promise.allSettled([
      sample.sample.remove(operator),
      ...late,
    ]);
    expect(removed.status).toBe("fulfilled");
    expect(outcomes.length).toBe(5);
    await sample.admission.lifecycle.settled();
    expect(await sample.records.openRuns()).toEqual([]);
    expect(await sample.counters.readSlots({ project_id })).toEqual({ holders: [], queue: [] });
    expect((await sample.counters.readRunQuota("local", policy.runs, now)).used).toBe(0);
  });
});
