import { beforeEach, describe, expect, it } from "vitest";
import { createWorld, type World, type WorldOptions } from "../../mocks/world.ts";
import type { ScheduleRecord } from "../engines/scheduleRecords.ts";
import { LaunchError } from "../launcher/launcher.ts";
import { defaultPolicy, type Policy } from "./policy.ts";
import { presentSchedule } from "./presentSchedules.ts";

const T0 = Date.parse("2026-05-20T12:00:30.000Z");
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const WEB = "acme/web";
const ID = "10000000-0000-4000-8000-000000000001";

let policy: Policy;
let now: number;
let world: World;

const iso = (at: number) => new Date(at).toISOString();
const open = (more: WorldOptions = {}) => createWorld({ policy, now: () => now, ...more });

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

async function schedule(more: Partial<ScheduleRecord> = {}): Promise<ScheduleRecord> {
  const one: ScheduleRecord = {
    id: ID,
    user_id: "dana",
    name: "Nightly",
    project_id: WEB,
    cron: "* * * * *",
    timezone: "UTC",
    message: "Update the dependencies",
    provider: null,
    model: null,
    enabled: true,
    on_refusal: "refuse",
    allow_overage: false,
    created_at: iso(now),
    counts_from: iso(now),
    ...more,
  };
  await world.records.addSchedule(one);
  return one;
}
const tick = () => world.admission.scheduler.tick();
const runs = () => world.records.listRuns({ limit: 100 });
const fires = () => world.records.lastFires([ID], 100);
async function outcomes() {
  const one = await world.records.findSchedule(ID);
  if (!one) throw new Error("no schedule");
  return (await presentSchedule(world, one)).last_outcomes;
}
async function passTo(at: number) {
  for (; now < at; now += SECOND) await tick();
}

describe("a schedule", () => {
  it("starts its owner's run at its minute, once", async () => {
    await schedule();
    await passTo(T0 + 30 * SECOND);
    expect(await runs()).toEqual([]);
    await passTo(T0 + 60 * SECOND);
    const [run, ...more] = await runs();
    expect(more).toEqual([]);
    expect(run).toMatchObject({
      status: "running",
      source: "schedule",
      execution: "managed",
      user_id: "dana",
      message: "Update the dependencies",
      schedule_id: ID,
    });
    expect(await outcomes()).toEqual([
      { fired_at: "2026-05-20T12:01:00.000Z", run_id: run?.id, status: "running", reason: null },
    ]);
  });

  it("fires ten times in ten minutes, however many servers look", async () => {
    await schedule();
    const other = await open({ records: world.records });
    const heard: string[] = [];
    world.counters.subscribe(({ keys, user_id }) => {
      if (keys.includes("/schedules")) heard.push(user_id ?? "everyone");
    });
    for (; now < T0 + 10 * MINUTE; now += SECOND) {
      await Promise.all([world.admission.scheduler.tick(), other.admission.scheduler.tick()]);
    }
    expect(await fires()).toHaveLength(10);
    expect(await runs()).toHaveLength(10);
    expect(new Set((await fires()).map(({ run_id }) => run_id)).size).toBe(10);
    expect(new Set(heard)).toEqual(new Set(["dana"]));
  });

  it("does nothing while it is switched off, and does not make up for it", async () => {
    await schedule({ enabled: false });
    await passTo(T0 + 5 * MINUTE);
    expect(await fires()).toEqual([]);
    await world.records.changeSchedule(ID, { enabled: true, counts_from: iso(now) });
    await passTo(now + MINUTE);
    expect(await runs()).toHaveLength(1);
    expect(await fires()).toHaveLength(1);
  });

  it("starts nothing late: one row says how many were missed, and the newest is started", async () => {
    await schedule();
    await passTo(T0 + MINUTE);
    now = T0 + 20 * MINUTE;
    await tick();
    await tick();
    expect(
      (await outcomes()).map(({ fired_at, status, reason }) => [fired_at, status, reason]),
    ).toEqual([
      ["2026-05-20T12:20:00.000Z", "running", null],
      [
        "2026-05-20T12:19:00.000Z",
        "missed",
        "18 starts were missed up to here: no server looked in time.",
      ],
      ["2026-05-20T12:01:00.000Z", "running", null],
    ]);
    expect(await runs()).toHaveLength(2);
  });

  it("is refused by what refuses anybody, and its skipped run says by what", async () => {
    policy.runs = { ...policy.runs, max: 1 };
    await schedule();
    await passTo(T0 + 2 * MINUTE);
    const [skipped, started] = await runs();
    expect(started?.status).toBe("running");
    expect(skipped).toMatchObject({
      status: "skipped_quota",
      end_reason: "refused",
      source: "schedule",
      schedule_id: ID,
      refusal: { reason: "run_quota_exhausted", used: 1, max: 1 },
      started_at: null,
    });
    expect((await outcomes())[0]).toMatchObject({
      run_id: skipped?.id,
      status: "skipped_quota",
      reason: "You have started 1 run in the last hour; 1 is allowed.",
    });
    const { used } = await world.counters.readRunQuota("dana", policy.runs, now);
    expect(used).toBe(1);
  });

  it("parks its run where it is asked to", async () => {
    policy.runs = { ...policy.runs, max: 1, window_seconds: 600 };
    await schedule({ on_refusal: "park", cron: "*/2 * * * *" });
    await passTo(T0 + 4 * MINUTE);
    const [parked] = await runs();
    expect(parked).toMatchObject({ status: "parked", schedule_id: ID });
    expect((await outcomes())[0]).toMatchObject({ run_id: parked?.id, status: "parked" });
  });

  it("skips, rather than parks, beyond what may be parked", async () => {
    policy.runs = { ...policy.runs, max: 1 };
    policy.parking = { ...policy.parking, max_per_user: 1 };
    await schedule({ on_refusal: "park" });
    await passTo(T0 + 4 * MINUTE);
    expect((await runs()).map(({ status }) => status)).toEqual([
      "skipped_quota",
      "skipped_quota",
      "parked",
      "running",
    ]);
  });

  it("has a run all the same if its process does not start", async () => {
    world.launcher.start = async () => {
      throw new LaunchError("no such program");
    };
    await schedule();
    await passTo(T0 + MINUTE);
    expect(await outcomes()).toMatchObject([{ status: "failed", reason: "did not start" }]);
  });

  it("fires once in an hour that the clock has twice, and after one that it leaves out", async () => {
    now = Date.parse("2026-10-25T00:29:30.000Z");
    await schedule({ cron: "30 2 * * *", timezone: "Europe/Berlin" });
    for (; now < Date.parse("2026-10-25T04:00:00.000Z"); now += 15 * SECOND) await tick();
    expect((await fires()).map(({ at }) => at)).toEqual(["2026-10-25T00:30:00.000Z"]);
    now = Date.parse("2026-03-28T23:00:00.000Z");
    await world.records.removeSchedule(ID);
    await schedule({ cron: "30 2 * * *", timezone: "Europe/Berlin" });
    for (; now < Date.parse("2026-03-29T04:00:00.000Z"); now += 15 * SECOND) await tick();
    expect((await fires()).map(({ at }) => at)).toEqual(["2026-03-29T01:00:00.000Z"]);
  });
});

describe("a crash between the claim and the start", () => {
  const AT = "2026-05-20T12:01:00.000Z";

  it("is told at the next start, and nothing is started twice", async () => {
    await schedule();
    await world.records.claimFire(ID, AT, AT);
    now = Date.parse(AT) + 5 * SECOND;
    world = await open({ records: world.records });
    await tick();
    expect(await outcomes()).toEqual([
      {
        fired_at: AT,
        run_id: null,
        status: "missed",
        reason: "The server stopped before it could start.",
      },
    ]);
    expect(await runs()).toEqual([]);
    await passTo(T0 + 2 * MINUTE);
    expect(await runs()).toHaveLength(1);
  });

  it("finds the run that was let in just before", async () => {
    await schedule();
    const settleFire = world.records.settleFire.bind(world.records);
    world.records.settleFire = async () => {
      throw new Error("the power is gone");
    };
    now = Date.parse(AT);
    await tick();
    world.records.settleFire = settleFire;
    expect((await fires())[0]?.state).toBe("claimed");
    world = await open({ records: world.records });
    const [run] = await runs();
    expect(await outcomes()).toMatchObject([{ fired_at: AT, run_id: run?.id }]);
    expect(await runs()).toHaveLength(1);
  });

  it("is told by another server after a minute, if none starts anew", async () => {
    await schedule();
    await world.records.claimFire(ID, AT, AT);
    now = Date.parse(AT) + 20 * SECOND;
    await tick();
    expect((await fires()).map(({ state }) => state)).toEqual(["claimed"]);
    now = Date.parse(AT) + 85 * SECOND;
    await tick();
    expect((await fires()).find(({ at }) => at === AT)?.state).toBe("missed");
  });
});
