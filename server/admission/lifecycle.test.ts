import { beforeEach, describe, expect, it, vi } from "vitest";
import { createWorld, startRun, type World } from "../../mocks/world.ts";
import { EngineUnavailableError } from "../engines/engineUnavailable.ts";
import { defaultPolicy } from "./policy.ts";
import type { Principal } from "./principal.ts";

const T0 = Date.parse("2026-03-01T12:00:00.000Z");
const LEASE_MS = 30_000;
const ALLOWANCE = { max: 5, window_seconds: 60 };
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
  const policy = {
    ...defaultPolicy,
    runs: { ...ALLOWANCE, lease_seconds: LEASE_MS / 1000 },
    projects: { "*": { max_concurrency: ALLOWANCE.max } },
  };
  world = await createWorld({ policy, now: () => now });
  await world.records.addProject(PROJECT);
});

const external = () => startRun(world, { execution: "external" });
const managed = () => startRun(world);
const session = () => startRun(world, { kind: "session", project_id: null });
const SPENT = {
  reason: "compute_quota_exceeded",
  used_seconds: 60,
  quota_seconds: 60,
  resets_at: "2026-04-01T00:00:00.000Z",
  upgrade_url: null,
} as const;
/** One that the quota stops, whose process takes its time to go. */
async function stoppedByQuota(): Promise<string> {
  const id = await session();
  vi.spyOn(world.launcher, "stop").mockReturnValue(Promise.resolve());
  await world.admission.lifecycle.stopForQuota(id, SPENT);
  vi.restoreAllMocks();
  return id;
}
const find = (id: string) => world.records.findRun(id);
const settled = () => world.admission.lifecycle.settled();
const failed = (asking: Promise<unknown>) =>
  asking.then(
    () => null,
    (error: unknown) => error,
  );

describe("a lease", () => {
  it("lapses at its very millisecond, when the sweep comes by", async () => {
    const { lifecycle } = world.admission;
    const id = await external();
    now = T0 + LEASE_MS - 1;
    await lifecycle.sweep();
    expect(await find(id)).toMatchObject({ status: "running" });
    now = T0 + LEASE_MS;
    await lifecycle.sweep();
    expect(await find(id)).toMatchObject({
      status: "failed",
      end_reason: "lease_expired",
      finished_at: "2026-03-01T12:00:30.000Z",
      lease_expires_at: null,
    });
  });

  it("holds for its full time from each heartbeat", async () => {
    const { lifecycle } = world.admission;
    const id = await external();
    now = T0 + LEASE_MS - 1;
    const renewed = await lifecycle.heartbeat(world.principal, id);
    expect(renewed.lease_expires_at).toBe("2026-03-01T12:00:59.999Z");
    now = T0 + 2 * LEASE_MS - 2;
    await lifecycle.sweep();
    expect(await find(id)).toMatchObject({ status: "running" });
  });

  it("that has lapsed is not renewed, swept or not", async () => {
    const { lifecycle } = world.admission;
    const id = await external();
    now = T0 + LEASE_MS;
    const late = () => failed(lifecycle.heartbeat(world.principal, id));
    expect(await late()).toMatchObject({ fault: "conflict" });
    await lifecycle.sweep();
    expect(await late()).toMatchObject({ fault: "conflict" });
  });

  it("is nothing that a managed run could lose", async () => {
    const id = await managed();
    now = T0 + 100 * LEASE_MS;
    await world.admission.lifecycle.sweep();
    expect(await find(id)).toMatchObject({ status: "running" });
  });
});

describe("a managed run", () => {
  it.each([
    [0, "succeeded"],
    [1, "failed"],
  ])("that exits with %i has %s", async (code, status) => {
    const id = await managed();
    now += 1000;
    world.launcher.exit(id, code);
    await settled();
    expect(await find(id)).toMatchObject({
      status,
      end_reason: "exited",
      exit_code: code,
      finished_at: "2026-03-01T12:00:01.000Z",
    });
    expect((await world.records.readOutput(id)).text).toContain("Mock agent");
  });

  it("that is cancelled before its process is there leaves no process", async () => {
    const start = world.launcher.start.bind(world.launcher);
    vi.spyOn(world.launcher, "start").mockImplementation(async (job, events) => {
      await world.admission.lifecycle.cancel(world.principal, job.id, "task");
      return start(job, events);
    });
    const id = await managed();
    await settled();
    expect(world.launcher.output(id)).toBeNull();
    expect(await find(id)).toMatchObject({ status: "cancelled", end_reason: "cancelled" });
  });

  it("whose process cannot be written down is ended, not lost", async () => {
    vi.spyOn(world.records, "changeRun").mockRejectedValueOnce(
      new EngineUnavailableError("records"),
    );
    expect(await failed(managed())).toBeInstanceOf(EngineUnavailableError);
    await settled();
    const [run] = await world.records.listRuns({ limit: 1 });
    expect(run?.finished_at).not.toBeNull();
    expect(world.launcher.output(run?.id ?? "")).toBeNull();
  });

  it("whose end the records do not take has ended as it did all the same, whole, and then", async () => {
    const id = await managed();
    world.breakEngine("records");
    world.launcher.exit(id, 0);
    await settled();
    world.mendEngine("records");
    now += 5000;
    await world.admission.lifecycle.sweep();
    expect(await find(id)).toMatchObject({
      status: "succeeded",
      end_reason: "exited",
      exit_code: 0,
      finished_at: "2026-03-01T12:00:00.000Z",
    });
    expect((await world.records.readOutput(id)).text).toContain("Mock agent");
  });

  it("that is cancelled while its end is being written down keeps what it has printed", async () => {
    const id = await managed();
    now += 1000;
    const book = world.records.bookSeconds.bind(world.records);
    vi.spyOn(world.records, "bookSeconds").mockImplementation(async (booking) => {
      await world.admission.lifecycle.cancel(world.principal, id, "task");
      return book(booking);
    });
    world.launcher.exit(id, 0);
    await settled();
    expect(await find(id)).toMatchObject({ status: "cancelled", exit_code: 0 });
    expect((await world.records.readOutput(id)).text).toContain("Mock agent");
  });

  it.each([
    ["task", "/runs/:id"],
    ["session", "/sessions/:id"],
  ] as const)("that prints, as a %s, is news to its own page alone", async (kind, page) => {
    const print: (() => void)[] = [];
    const start = world.launcher.start.bind(world.launcher);
    vi.spyOn(world.launcher, "start").mockImplementation((job, events) => {
      print.push(events.onOutput);
      return start(job, events);
    });
    await (kind === "task" ? managed() : session());
    const told: unknown[] = [];
    world.counters.subscribe((changed) => told.push(changed));
    print[0]?.();
    await vi.waitFor(() => expect(told).not.toEqual([]));
    expect(told).toEqual([{ keys: [page], user_id: world.principal.id }]);
  });

  it("that starts into a stop is stopped like the others", async () => {
    const start = world.launcher.start.bind(world.launcher);
    let stopped: Promise<void> | undefined;
    vi.spyOn(world.launcher, "start").mockImplementation(async (job, events) => {
      stopped = world.admission.lifecycle.shutDown();
      return start(job, events);
    });
    const id = await managed();
    await stopped;
    expect(world.launcher.output(id)).toBeNull();
    expect(await find(id)).toMatchObject({ status: "stopped", end_reason: "server_stopped" });
  });

  it("is its owner's and the operators'", async () => {
    const id = await managed();
    const eve: Principal = { id: "eve", name: "Eve", role: "member" };
    const { lifecycle } = world.admission;
    expect(await failed(lifecycle.find(eve, id))).toMatchObject({ fault: "not_found" });
    expect(await failed(lifecycle.cancel(eve, id, "task"))).toMatchObject({ fault: "not_found" });
    expect(await lifecycle.find({ ...eve, role: "operator" }, id)).toMatchObject({ id });
  });
});

describe("a stop that the records do not take", () => {
  /** As on a full disk: what is written down is read, and nothing is added. */
  const refuseWrites = () =>
    vi.spyOn(world.records, "changeRun").mockRejectedValue(new EngineUnavailableError("records"));
  const stopForQuota = (id: string) => world.admission.lifecycle.stopForQuota(id, SPENT);
  const cancel = (id: string, kind: "task" | "session") =>
    world.admission.lifecycle.cancel(world.principal, id, kind);
  const quota = {
    status: "stopped",
    end_reason: "compute_quota",
    refusal: { reason: "compute_quota_exceeded", used_seconds: 60 },
  };

  it("by the quota ends the process all the same, and is written down with its end", async () => {
    const id = await session();
    refuseWrites();
    await stopForQuota(id);
    await settled();
    expect(world.launcher.has(id)).toBe(false);
    vi.restoreAllMocks();
    expect(await find(id)).toMatchObject({ status: "running" });
    await world.admission.lifecycle.sweep();
    expect(await find(id)).toMatchObject(quota);
  });

  it("by the quota keeps its reason, whoever else asks before the process has gone", async () => {
    const id = await session();
    vi.spyOn(world.launcher, "stop").mockReturnValue(Promise.resolve());
    const refused = refuseWrites();
    await stopForQuota(id);
    refused.mockRestore();
    await cancel(id, "session");
    world.launcher.exit(id, 0);
    await settled();
    expect(await find(id)).toMatchObject(quota);
  });

  it.each([
    ["task", { status: "cancelled", end_reason: "cancelled" }],
    ["session", { status: "stopped", end_reason: "stopped" }],
  ] as const)("by a person ends the process of a %s all the same", async (kind, over) => {
    const id = await (kind === "task" ? managed() : session());
    refuseWrites();
    expect(await failed(cancel(id, kind))).toBeInstanceOf(EngineUnavailableError);
    await settled();
    expect(world.launcher.has(id)).toBe(false);
    vi.restoreAllMocks();
    await world.admission.lifecycle.sweep();
    expect(await find(id)).toMatchObject({ ...over, refusal: null });
  });

  it("changes nothing of one that had ended by itself", async () => {
    const id = await session();
    refuseWrites();
    world.launcher.exit(id, 0);
    await settled();
    await stopForQuota(id);
    await settled();
    vi.restoreAllMocks();
    await world.admission.lifecycle.sweep();
    expect(await find(id)).toMatchObject({ status: "succeeded", end_reason: "exited" });
  });
});

describe("after a restart", () => {
  /** The server dies: nothing is told to anybody, the processes go on. */
  const restart = () => world.admission.lifecycle.recover();

  it("what an earlier server left running is ended, and said to be lost", async () => {
    const [lost, leased] = [await managed(), await external()];
    await restart();
    expect(world.launcher.output(lost)).toBeNull();
    expect(await find(lost)).toMatchObject({ status: "failed", end_reason: "server_lost" });
    expect(await find(leased)).toMatchObject({ status: "running" });
  });

  it("a session that was left running has stopped, and a stop keeps its reason", async () => {
    const [lost, spent] = [await session(), await stoppedByQuota()];
    await restart();
    expect(await find(lost)).toMatchObject({ status: "stopped", end_reason: "server_lost" });
    expect(await find(spent)).toMatchObject({
      status: "stopped",
      end_reason: "compute_quota",
      refusal: { reason: "compute_quota_exceeded" },
    });
  });

  it("what counts is what the records say, and what has left the window does not", async () => {
    await managed();
    now += 59_000;
    await managed();
    const quota = () => world.counters.readRunQuota(world.principal.id, ALLOWANCE, now);
    const before = await quota();
    await world.counters.rebuild({ places: [], slots: [], locks: [] });
    await restart();
    expect(await quota()).toEqual(before);
    now += 1000;
    await restart();
    expect(await quota()).toMatchObject({ used: 1 });
  });

  it("a lease that ran out meanwhile has lapsed", async () => {
    const id = await external();
    now += LEASE_MS;
    await restart();
    expect(await find(id)).toMatchObject({ end_reason: "lease_expired" });
  });
});

describe("a stop", () => {
  it("ends every managed run, writes it down, and leaves leased ones alone", async () => {
    const [first, second, leased] = [await managed(), await managed(), await external()];
    await world.admission.lifecycle.shutDown();
    for (const id of [first, second]) {
      expect(await find(id)).toMatchObject({ status: "stopped", end_reason: "server_stopped" });
    }
    expect(await find(leased)).toMatchObject({ status: "running" });
  });

  it("leaves the reason to a session that was being stopped", async () => {
    const id = await stoppedByQuota();
    await world.admission.lifecycle.shutDown();
    expect(await find(id)).toMatchObject({ status: "stopped", end_reason: "compute_quota" });
  });
});
