import { beforeEach, describe, expect, it, vi } from "vitest";
import { startRun, createWorld, type World } from "../../mocks/world.ts";
import { EngineUnavailableError } from "../engines/engineUnavailable.ts";
import { defaultPolicy, type Policy } from "./policy.ts";

const START = Date.parse("2026-05-20T12:00:00.000Z");
const planned = (monthly_compute_seconds: number | null): Policy => ({
  ...defaultPolicy,
  plans: { member: { paid: true, max_sessions: 3, monthly_compute_seconds } },
});

let now: number;
let world: World;
let policy: Policy;

async function open(quota: number | null): Promise<void> {
  now = START;
  policy = planned(quota);
  world = await createWorld({ policy, now: () => now });
  await world.records.addProject({
    id: "acme/web",
    name: "Acme web",
    sample: false,
    created_at: "2026-01-05T09:00:00.000Z",
  });
}
const session = () => startRun(world, { kind: "session", project_id: null });
const run = async (id: string) => (await world.records.findRun(id))!;
/** Lets time pass as a server does, a second at a time. */
async function live(seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed++) {
    now += 1000;
    await world.admission.watch();
    await world.admission.lifecycle.settled();
  }
}
const used = async () => (await world.ledger.usage("local", now)).monthly_seconds;
const inSeconds = (seconds: number) => new Date(START + seconds * 1000).toISOString();

describe("the end of the month's compute", () => {
  beforeEach(() => open(120));

  it("is told a minute ahead, and once", async () => {
    const id = await session();
    await live(59);
    expect((await run(id)).stops_at).toBeNull();
    const told: string[] = [];
    world.counters.subscribe(({ keys }) => told.push(...keys));
    await live(1);
    expect((await run(id)).stops_at).toBe(inSeconds(120));
    expect(told).toContain("/sessions/:id");
    told.length = 0;
    await live(30);
    expect(told).toEqual([]);
    expect((await run(id)).stops_at).toBe(inSeconds(120));
  });

  it("stops what works the moment it is reached, with the reason and the refusal", async () => {
    const id = await session();
    await live(119);
    expect((await run(id)).status).toBe("running");
    await live(1);
    expect(await run(id)).toMatchObject({
      status: "stopped",
      end_reason: "compute_quota",
      refusal: { reason: "compute_quota_exceeded", quota_seconds: 120, used_seconds: 120 },
    });
    // Neither more, nor a second left that a new start could use.
    expect(await used()).toBe(120);
    await expect(session()).rejects.toThrow("compute_quota_exceeded");
  });

  it("says when it is to be looked at again: at the very end, or in a second", async () => {
    expect(await world.admission.watch()).toBe(1000);
    await session();
    expect(await world.admission.watch()).toBe(1000);
    now += 119_600;
    expect(await world.admission.watch()).toBeCloseTo(400, 6);
  });

  it("is told at once if less than a minute is left", async () => {
    await open(5);
    const id = await session();
    await live(1);
    expect((await run(id)).stops_at).toBe(inSeconds(5));
    await live(4);
    expect((await run(id)).end_reason).toBe("compute_quota");
    expect(await used()).toBe(5);
  });

  it("comes the sooner the more share it", async () => {
    const ids = [await session(), await session(), await session()];
    await live(20);
    expect((await run(ids[0]!)).stops_at).toBe(inSeconds(40));
    await live(20);
    const ended = await Promise.all(ids.map(run));
    expect(ended.map(({ end_reason }) => end_reason)).toEqual(
      Array<string>(3).fill("compute_quota"),
    );
    expect(await used()).toBeLessThanOrEqual(120);
  });

  it("stops managed tasks as well, and leaves external ones alone", async () => {
    const managed = await startRun(world);
    const external = await startRun(world, { execution: "external", source: "api" });
    await live(120);
    expect(await run(managed)).toMatchObject({ status: "stopped", end_reason: "compute_quota" });
    expect((await run(external)).status).toBe("running");
  });

  it("stops nobody else's work", async () => {
    const mine = await session();
    const eve = { id: "eve", name: "Eve", role: "member" } as const;
    now += 60_000;
    const hers = await startRun(
      { ...world, principal: eve },
      { kind: "session", project_id: null },
    );
    await live(60);
    expect((await run(mine)).status).toBe("stopped");
    expect((await run(hers)).status).toBe("running");
  });

  it("counts the time that a process takes to go", async () => {
    const id = await session();
    const { launcher } = world;
    let let_go = (): void => {};
    launcher.stop = (runId) => {
      let_go = () => launcher.exit(runId, 0);
      return Promise.resolve();
    };
    await live(120);
    expect((await run(id)).status).toBe("stopping");
    now += 5000;
    let_go();
    await world.admission.lifecycle.settled();
    expect(await used()).toBe(125);
    expect(await run(id)).toMatchObject({ status: "stopped", end_reason: "compute_quota" });
  });

  it("is not reached by what has gone, though its output has not arrived whole", async () => {
    await open(2);
    const id = await session();
    now += 1500;
    world.launcher.gone(id);
    await live(1);
    expect(await used()).toBe(1.5);
    world.launcher.exit(id, 0);
    await world.admission.lifecycle.settled();
    expect(await run(id)).toMatchObject({
      status: "succeeded",
      end_reason: "exited",
      finished_at: inSeconds(1.5),
      compute_seconds: 1.5,
    });
  });

  it("is no reason of what goes while it is looked at", async () => {
    const id = await session();
    now += 120_000;
    const read = world.records.readLedger.bind(world.records);
    vi.spyOn(world.records, "readLedger").mockImplementationOnce(async (userId, day) => {
      const booked = await read(userId, day);
      world.launcher.gone(id);
      return booked;
    });
    await world.admission.watch();
    expect((await run(id)).status).toBe("running");
    world.launcher.exit(id, 0);
    await world.admission.lifecycle.settled();
    expect(await run(id)).toMatchObject({ status: "succeeded", end_reason: "exited" });
  });

  it("is taken back when the quota is raised, or the month is over", async () => {
    const id = await session();
    await live(70);
    expect((await run(id)).stops_at).not.toBeNull();
    Object.assign(policy.plans.member!, { monthly_compute_seconds: 10_000 });
    await live(1);
    expect((await run(id)).stops_at).toBeNull();
  });

  it("lets work go on into a new month", async () => {
    await open(120);
    now = Date.parse("2026-05-31T23:58:30.000Z");
    const id = await session();
    const told: string[] = [];
    world.counters.subscribe(({ keys }) => told.push(...keys));
    // Sixty seconds are left, of a month that has less: nothing will be stopped, and nobody is told so.
    await live(91);
    expect(told).toEqual([]);
    expect(await run(id)).toMatchObject({ status: "running", stops_at: null });
  });

  it("is told a second later where the records did not take it", async () => {
    const id = await session();
    await live(59);
    vi.spyOn(world.records, "changeRun").mockRejectedValueOnce(
      new EngineUnavailableError("records"),
    );
    await live(1);
    expect((await run(id)).stops_at).toBeNull();
    await live(1);
    expect((await run(id)).stops_at).toBe(inSeconds(120));
  });

  it("comes to the others though the records do not answer for one", async () => {
    await session();
    const eve = { id: "eve", name: "Eve", role: "member" } as const;
    const hers = await startRun(
      { ...world, principal: eve },
      { kind: "session", project_id: null },
    );
    const read = world.records.readLedger.bind(world.records);
    vi.spyOn(world.records, "readLedger").mockImplementation(async (userId, day) => {
      if (userId === "local") throw new EngineUnavailableError("records");
      return read(userId, day);
    });
    await live(120);
    expect(await run(hers)).toMatchObject({ status: "stopped", end_reason: "compute_quota" });
  });

  it("is asked again a second later where the records do not answer", async () => {
    const id = await session();
    now += 119_000;
    world.breakEngine("records");
    await live(1);
    world.mendEngine("records");
    await live(1);
    expect((await run(id)).end_reason).toBe("compute_quota");
  });
});

it("never comes without a quota", async () => {
  await open(null);
  const id = await session();
  now += 40 * 86_400_000;
  await world.admission.watch();
  expect(await run(id)).toMatchObject({ status: "running", stops_at: null });
});
