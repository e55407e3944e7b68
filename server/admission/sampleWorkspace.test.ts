import { beforeEach, describe, expect, it } from "vitest";
import { createWorld, startRun, type World } from "../../mocks/world.ts";
import { samplePolicy } from "./sampleWorkspace.ts";

const SAMPLE = "sample/docs";
const OWN = {
  id: "acme/web",
  name: "Acme web",
  sample: false,
  created_at: "2026-01-01T00:00:00.000Z",
};

let now: number;
let world: World;
beforeEach(async () => {
  now = Date.parse("2026-03-01T12:00:00.000Z");
  world = await createWorld({ policy: samplePolicy, now: () => now });
});

const prepare = (wanted: boolean) => world.sample.prepare(wanted, world.principal);
const remove = () => world.sample.remove(world.principal);
const ids = async () => (await world.records.listProjects()).map(({ id }) => id);
const used = async () =>
  (await world.counters.readRunQuota(world.principal.id, samplePolicy.runs, now)).used;

describe("the sample workspace", () => {
  it("fills empty records, once", async () => {
    await prepare(true);
    const first = await ids();
    expect(first).toHaveLength(3);
    expect(world.sample.isPresent()).toBe(true);
    await prepare(true);
    expect(await ids()).toEqual(first);
  });

  it("does not come where somebody is, nor where it is not wanted", async () => {
    await prepare(false);
    expect(await ids()).toEqual([]);
    await world.records.addProject(OWN);
    await prepare(true);
    expect(await ids()).toEqual([OWN.id]);
    expect(world.sample.isPresent()).toBe(false);
  });

  it("goes with its runs, which give their places back, and leaves what is one's own", async () => {
    await prepare(true);
    await world.records.addProject(OWN);
    const sampled = [
      await startRun(world, { project_id: SAMPLE }),
      await startRun(world, { project_id: SAMPLE, execution: "external" }),
      await startRun(world, { project_id: SAMPLE }),
    ];
    world.launcher.exit(sampled[2] ?? "", 0);
    const own = await startRun(world, { project_id: OWN.id });
    expect(await used()).toBe(4);

    expect(await remove()).toEqual({ projects: 3, runs: 3 });
    expect(world.sample.isPresent()).toBe(false);
    expect(await ids()).toEqual([OWN.id]);
    expect((await world.records.listRuns({ limit: 10 })).map(({ id }) => id)).toEqual([own]);
    expect(sampled.map((id) => world.launcher.output(id))).toEqual([null, null, null]);
    expect(world.launcher.output(own)).not.toBeNull();
    expect(await used()).toBe(1);
  });

  it("stays away once it was removed", async () => {
    await prepare(true);
    await remove();
    await prepare(true);
    expect(await ids()).toEqual([]);
    expect(world.sample.isPresent()).toBe(false);
    expect(await remove()).toEqual({ projects: 0, runs: 0 });
  });

  it("goes at a start that does not want it", async () => {
    await prepare(true);
    await startRun(world, { project_id: SAMPLE });
    await prepare(false);
    expect(await ids()).toEqual([]);
    expect(await used()).toBe(0);
    expect(world.sample.isPresent()).toBe(false);
  });

  it("tells everybody that it has gone", async () => {
    await prepare(true);
    const told: (string | null)[] = [];
    world.counters.subscribe(({ keys, user_id }) => {
      if (keys.includes("/meta") && keys.includes("/projects")) told.push(user_id);
    });
    await remove();
    expect(told).toEqual([null]);
  });
});
