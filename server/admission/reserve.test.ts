import { describe, expect, it } from "vitest";
import { createWorld, startRun, type World } from "../../mocks/world.ts";
import { defaultPolicy, type Policy } from "./policy.ts";

const T0 = Date.parse("2026-05-20T12:00:00.000Z");
const WINDOW_MS = 60_000;
const WEB = "acme/web";

const policy: Policy = {
  ...defaultPolicy,
  runs: { max: 3, window_seconds: WINDOW_MS / 1000, lease_seconds: 3600 },
  projects: { "*": { max_concurrency: 2 } },
};

async function enter(now: () => number = () => T0): Promise<World> {
  const world = await createWorld({ policy, now });
  await world.records.addProject({
    id: WEB,
    name: WEB,
    sample: false,
    created_at: "2026-01-01T00:00:00.000Z",
  });
  return world;
}
const external = { execution: "external" } as const;
const quota = ({ counters }: World, now = T0) =>
  counters.readRunQuota("local", { max: 3, window_seconds: 60 }, now);

describe("a lost race", () => {
  it("is decided anew at its own moment, and ends", async () => {
    let now = T0;
    const world = await enter(() => now);
    await startRun(world, external);
    await startRun(world, external);
    // Between the decision and the reservation the last place goes, and then the clock moves on so
    // far that the decision sees places free again.
    const takePlace = world.counters.takePlace.bind(world.counters);
    let raced = false;
    world.counters.takePlace = async (place, allowance) => {
      if (!raced) {
        raced = true;
        await takePlace({ ...place, run_id: "another" }, allowance);
        now = T0 + WINDOW_MS;
        return takePlace(place, allowance);
      }
      if (place.taken_at < now) throw new Error("asked for a place in the past");
      return takePlace(place, allowance);
    };
    const id = await startRun(world, external);
    expect((await world.records.findRun(id))?.admitted_at).toBe("2026-05-20T12:01:00.000Z");
  });
});

describe("what fails behind a reservation", () => {
  it.each([external, { execution: "managed" } as const])(
    "gives place and slot back when the records do not take the run ($execution)",
    async (work) => {
      const world = await enter();
      world.records.addRun = async () => {
        throw new Error("the disk is full");
      };
      await expect(startRun(world, work)).rejects.toThrow("the disk is full");
      expect((await quota(world)).used).toBe(0);
      expect(await world.counters.readSlots({ project_id: WEB })).toEqual({
        holders: [],
        queue: [],
      });
    },
  );
});
