import { beforeEach, describe, expect, it, vi } from "vitest";
import { createWorld, startRun, type World } from "../../mocks/world.ts";
import { EngineUnavailableError } from "../engines/engineUnavailable.ts";
import { LaunchError } from "../launcher/launcher.ts";
import { defaultPolicy } from "./policy.ts";
import type { Work } from "./admit.ts";
import { RequestFault } from "./requestFault.ts";

const T0 = Date.parse("2026-03-01T12:00:00.000Z");
const MAX = 2;
const PROJECT = {
  id: "acme/web",
  name: "Acme web",
  sample: false,
  created_at: "2026-01-01T00:00:00.000Z",
};

let now: number;
let world: World;
beforeEach(async () => {
  now = T0;
  const policy = { ...defaultPolicy, runs: { max: MAX, window_seconds: 60, lease_seconds: 30 } };
  world = await createWorld({ policy, now: () => now });
  await world.records.addProject(PROJECT);
});

const work: Work = {
  kind: "task",
  project_id: PROJECT.id,
  source: "api",
  execution: "managed",
  name: null,
  message: null,
  provider: null,
  model: null,
};
const admit = (more: Partial<Work> = {}, idempotencyKey: string | null = null) =>
  world.admission.admit({
    principal: world.principal,
    work: { ...work, ...more },
    idempotencyKey,
  });
const failed = (asking: Promise<unknown>) =>
  asking.then(
    () => null,
    (error: unknown) => error,
  );
const used = async () =>
  (await world.counters.readRunQuota(world.principal.id, { max: MAX, window_seconds: 60 }, now))
    .used;
const runs = () => world.records.listRuns({ limit: 100 });
/** What would count after a restart. */
const recorded = async () => (await world.records.placesSince("2026-01-01T00:00:00.000Z")).length;

describe("the door", () => {
  it("records a run as it was admitted, with its lease if the caller carries it out", async () => {
    await admit({ message: "one" });
    now += 5;
    await admit({ execution: "external", provider: "claude", model: "opus" });
    expect(await runs()).toMatchObject([
      {
        agent: "external",
        status: "running",
        provider: "claude",
        model: "opus",
        admitted_at: "2026-03-01T12:00:00.005Z",
        lease_expires_at: "2026-03-01T12:00:30.005Z",
      },
      {
        agent: "sample",
        message: "one",
        admitted_at: "2026-03-01T12:00:00.000Z",
        lease_expires_at: null,
      },
    ]);
  });

  it("opens again at the very millisecond at which a place leaves the window", async () => {
    await admit();
    now += 1000;
    await admit();
    now = T0 + 59_999;
    expect(await admit()).toMatchObject({
      outcome: "refused",
      decision: { allowed: false, retry_at: "2026-03-01T12:01:00.000Z" },
    });
    expect(await runs()).toHaveLength(MAX);
    now = T0 + 60_000;
    expect(await admit()).toMatchObject({ outcome: "admitted" });
    expect(await admit()).toMatchObject({ outcome: "refused" });
  });

  it("knows no project, takes no place", async () => {
    expect(await failed(admit({ project_id: "none/such" }))).toMatchObject({ fault: "not_found" });
    expect(await used()).toBe(0);
  });

  it("gives the place back if the run cannot be recorded", async () => {
    vi.spyOn(world.records, "addRun").mockRejectedValue(new EngineUnavailableError("records"));
    expect(await failed(admit())).toBeInstanceOf(EngineUnavailableError);
    expect(await used()).toBe(0);
  });

  it("gives the place back if the project goes while it decides", async () => {
    vi.spyOn(world.records, "addRun").mockImplementation(async () => {
      vi.spyOn(world.records, "findProject").mockResolvedValue(null);
      return false;
    });
    expect(await failed(admit())).toMatchObject({ fault: "not_found" });
    expect(await used()).toBe(0);
  });

  it("gives the place back if the process does not start, and keeps the run as failed", async () => {
    vi.spyOn(world.launcher, "start").mockRejectedValue(new LaunchError("no such program"));
    const fault = await failed(admit({}, "key-1"));
    expect(fault).toBeInstanceOf(RequestFault);
    expect(fault).toMatchObject({ fault: "launch_failed", message: "no such program" });
    expect(await used()).toBe(0);
    expect(await recorded()).toBe(0);
    expect(await runs()).toMatchObject([
      { status: "failed", end_reason: "launch_failed", summary: "no such program" },
    ]);
    expect(await failed(admit({}, "key-1"))).toMatchObject({ fault: "launch_failed" });
    expect(await runs()).toHaveLength(1);
  });

  it("starts nothing uncounted", async () => {
    world.breakEngine("counters");
    expect(await admit()).toMatchObject({
      outcome: "refused",
      decision: { refusal: { reason: "limits_unavailable", engine: "counters" } },
    });
    expect(await runs()).toEqual([]);
  });

  it("starts one run for a key that is asked with many times at once", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => admit({}, "key-1")));
    const started = answers.map((answer) => answer.outcome === "admitted" && answer.run.id);
    expect(new Set(started).size).toBe(1);
    expect(
      answers.filter((answer) => answer.outcome === "admitted" && !answer.replayed),
    ).toHaveLength(1);
    expect(await used()).toBe(1);
  });

  it("answers a repeat with its run, though that one takes the last place", async () => {
    await admit();
    const addRun = world.records.addRun.bind(world.records);
    vi.spyOn(world.records, "addRun").mockImplementation(async (given) => {
      // As long as whoever asks beside it needs to come as far.
      await crypto.subtle.digest("SHA-256", new Uint8Array());
      await new Promise(setImmediate);
      return addRun(given);
    });
    const answers = await Promise.all([admit({}, "key-1"), admit({}, "key-1")]);
    expect(answers).toMatchObject([
      { outcome: "admitted", replayed: false },
      { outcome: "admitted", replayed: true },
    ]);
  });

  it("gives the place back if another process was first with the key", async () => {
    const addRun = world.records.addRun.bind(world.records);
    vi.spyOn(world.records, "addRun").mockImplementation(async (given) => {
      const id = "00000000-0000-4000-8000-00000000abcd";
      await addRun({ ...given, run: { ...given.run, id } });
      return addRun(given);
    });
    expect(await admit({}, "key-1")).toMatchObject({
      outcome: "admitted",
      replayed: true,
      run: { id: "00000000-0000-4000-8000-00000000abcd" },
    });
    expect(await used()).toBe(0);
  });

  it("tries a key anew after an attempt that failed, and after a refusal", async () => {
    const broken = vi
      .spyOn(world.records, "addRun")
      .mockRejectedValueOnce(new EngineUnavailableError("records"));
    const [first, second] = await Promise.allSettled([admit({}, "key-1"), admit({}, "key-1")]);
    expect([first?.status, second?.status]).toEqual(["rejected", "fulfilled"]);
    broken.mockRestore();
    await startRun(world);
    expect(await admit({}, "key-2")).toMatchObject({ outcome: "refused" });
    now += 60_000;
    expect(await admit({}, "key-2")).toMatchObject({ outcome: "admitted", replayed: false });
  });

  it("tells who is concerned what has changed", async () => {
    const told: string[] = [];
    world.counters.subscribe(({ keys, user_id }) => told.push(`${user_id}: ${keys.join(" ")}`));
    await admit();
    expect(told).toEqual([
      "null: /quota/concurrency /quota/projects /runs /runs/:id /decision",
      "local: /quota/runs /decision",
    ]);
  });
});
