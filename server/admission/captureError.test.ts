import { beforeEach, describe, expect, it } from "vitest";
import { createWorld, type World } from "../../mocks/world.ts";
import type { ErrorReport } from "./captureError.ts";
import { defaultPolicy, type Policy } from "./policy.ts";

const T0 = Date.parse("2026-05-20T12:00:00.000Z");
const MINUTE = 60_000;
const WEB = "acme/web";

let policy: Policy;
let now: number;
let world: World;

beforeEach(async () => {
  now = T0;
  policy = {
    ...defaultPolicy,
    runs: { max: 1000, window_seconds: 3600, lease_seconds: 90 },
    projects: { "*": { max_concurrency: 2 } },
  };
  world = await createWorld({ policy, now: () => now });
  const created_at = "2026-01-01T00:00:00.000Z";
  await world.records.addProject({ id: WEB, name: WEB, sample: false, created_at });
});

const capture = (fingerprint = "f", more: Partial<ErrorReport> = {}) =>
  world.admission.captureError(
    world.principal,
    {
      project_id: WEB,
      fingerprint,
      title: "x is null",
      message: "at checkout.ts:7",
      provider: null,
      model: null,
      on_refusal: "refuse",
      allow_overage: false,
      ...more,
    },
    null,
  );
const runs = () => world.records.listRuns({ limit: 100 });
const statuses = async () => (await runs()).map(({ status }) => status);

describe("a captured error", () => {
  it("asks for a run that fixes it", async () => {
    expect(await capture()).toMatchObject({
      outcome: "admitted",
      run: {
        status: "running",
        source: "error_capture",
        message: "Fix this error: x is null\n\nat checkout.ts:7",
      },
    });
  });

  it("has one run, however often and however fast it comes", async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => capture()));
    const [run, ...more] = await runs();
    expect(more).toEqual([]);
    expect(all.filter(({ outcome }) => outcome === "admitted")).toHaveLength(1);
    const last = await capture();
    expect(last).toEqual({ outcome: "deduplicated", run_id: run?.id, count: 51 });
  });

  it("has another once its run is over and ten minutes have passed since it began", async () => {
    await capture();
    const [run] = await runs();
    world.launcher.exit(run?.id ?? "", 0);
    await world.admission.lifecycle.settled();
    now = T0 + 10 * MINUTE - 1;
    expect((await capture()).outcome).toBe("deduplicated");
    now += 1;
    expect((await capture()).outcome).toBe("admitted");
    expect(await runs()).toHaveLength(2);
  });

  it("that waits for a slot is not asked for again, however long it waits", async () => {
    policy.projects = { "*": { max_concurrency: 0 } };
    await capture();
    now += 60 * MINUTE;
    expect((await capture()).outcome).toBe("deduplicated");
    expect(await statuses()).toEqual(["queued"]);
  });

  it("that is refused is kept as a skipped run, and may ask again", async () => {
    policy.runs = { ...policy.runs, max: 0 };
    expect(await capture()).toMatchObject({
      outcome: "refused",
      decision: { refusal: { reason: "run_quota_exhausted" } },
      run: { status: "skipped_quota", refusal: { reason: "run_quota_exhausted" } },
    });
    policy.runs = { ...policy.runs, max: 5 };
    now += MINUTE;
    expect((await capture()).outcome).toBe("admitted");
    expect(await statuses()).toEqual(["running", "skipped_quota"]);
  });

  it("is parked where it is asked to be", async () => {
    policy.runs = { ...policy.runs, max: 1 };
    await capture("a");
    expect(await capture("b", { on_refusal: "park" })).toMatchObject({ run: { status: "parked" } });
    expect((await capture("b", { on_refusal: "park" })).outcome).toBe("deduplicated");
  });

  it("is told that there is no such project", async () => {
    await expect(capture("f", { project_id: "none" })).rejects.toMatchObject({
      fault: "not_found",
    });
  });

  it("asks anew after a start that failed", async () => {
    world.breakEngine("counters");
    expect(await capture()).toMatchObject({
      decision: { refusal: { reason: "limits_unavailable" } },
    });
    world.mendEngine("counters");
    expect((await capture()).outcome).toBe("admitted");
  });
});

describe("a storm of errors", () => {
  it("has as many runs as the policy allows, refused ones too, and the rest is counted", async () => {
    policy.errors = { max: 10, window_seconds: 600 };
    policy.runs = { ...policy.runs, max: 4 };
    const all = await Promise.all(Array.from({ length: 40 }, (_, n) => capture(`f${n}`)));
    const count = (outcome: string) => all.filter((one) => one.outcome === outcome).length;
    expect([count("admitted"), count("refused"), count("suppressed")]).toEqual([4, 6, 30]);
    expect(await runs()).toHaveLength(10);
    const again = await capture("f39");
    expect(again).toEqual({ outcome: "suppressed", run_id: null, count: 2 });
    now += 10 * MINUTE;
    expect((await capture("f39")).outcome).toBe("refused");
    expect(await runs()).toHaveLength(11);
  });
});
