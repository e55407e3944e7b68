import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { createWorld, startRun, type World } from "../../mocks/world.ts";
import { defaultPolicy, type Policy } from "./policy.ts";

const ROOT = resolve(import.meta.dirname, "../..");

const sources = new Map(
  readdirSync(join(ROOT, "server"), { recursive: true, withFileTypes: true })
    .filter(({ name }) => name.endsWith(".ts"))
    .filter(({ name }) => !/\.test\.ts$|Conformance\.ts$|Suite\.ts$|TestSetup\.ts$/.test(name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(ROOT, path), readFileSync(path, "utf8")]),
);
const filesWith = (pattern: RegExp) =>
  [...sources].flatMap(([file, source]) => (pattern.test(source) ? [file] : [])).toSorted();

describe("the one door", () => {
  const doors = [
    "server/admission/admit.ts",
    "server/admission/parking.ts",
    "server/admission/promotion.ts",
  ];

  it("has one place that starts processes, and three that ask it to", () => {
    expect(filesWith(/\blauncher\.start\b|\bstart\b[^;{}]*\} = (?:\w+\.)?launcher\b/)).toEqual([
      "server/admission/processes.ts",
    ]);
    expect(filesWith(/\bprocesses\.start\b|\bstart\b[^;{}]*\} = (?:\w+\.)?processes\b/)).toEqual([
      "server/admission/lifecycle.ts",
    ]);
    expect(filesWith(/\blifecycle\.begin\b|\bbegin\b[^;{}]*\} = (?:\w+\.)?lifecycle\b/)).toEqual(
      doors,
    );
  });

  it("has two places that let a run work, and each asks the one decision", () => {
    // Jobs of accounts have that status, too; they are no work.
    const letIn = filesWith(/status: "running"/).filter((file) => !file.includes("/accounts/"));
    expect(letIn).toEqual(["server/admission/promotion.ts", "server/admission/reserve.ts"]);
    for (const file of letIn) {
      expect(sources.get(file)).toMatch(/import \{[^}]*\bdecide\b[^}]*\} from ".*\/domain\/decide/);
      expect(sources.get(file)).toMatch(/\bdecide\(facts/);
    }
    for (const file of doors.slice(0, 2)) {
      expect(sources.get(file)).toMatch(/await reservation\.reserve\(/);
      expect(sources.get(file)).not.toMatch(/\bdecide\(/);
    }
  });

  it("is where schedules and captured errors enter", () => {
    expect(filesWith(/\badmit\(\{/)).toEqual([
      "server/admission/captureError.ts",
      "server/admission/scheduler.ts",
      "server/routes/runsRoutes.ts",
      "server/routes/sessionsRoutes.ts",
    ]);
  });
});

describe("where nothing may start, nothing is started by", () => {
  const T0 = Date.parse("2026-05-20T12:00:30.000Z");
  const WEB = "acme/web";
  const open = { paid: true, max_sessions: 3, monthly_compute_seconds: 600 };
  let now: number;
  let policy: Policy;
  let world: World;
  let launched: number;

  beforeEach(async () => {
    now = T0;
    policy = {
      ...defaultPolicy,
      plans: { member: open },
      projects: { "*": { max_concurrency: 1 } },
    };
    world = await createWorld({ policy, now: () => now });
    const created_at = "2026-01-01T00:00:00.000Z";
    await world.records.addProject({ id: WEB, name: WEB, sample: false, created_at });
    launched = 0;
    const start = world.launcher.start.bind(world.launcher);
    world.launcher.start = async (job, events) => {
      launched++;
      return start(job, events);
    };
  });

  const close = () => {
    policy.plans = { member: { ...open, monthly_compute_seconds: 0 } };
  };
  const work = {
    kind: "task",
    project_id: WEB,
    source: "api",
    execution: "managed",
    name: null,
    message: null,
    provider: null,
    model: null,
  } as const;
  const request = () => ({ principal: world.principal, idempotencyKey: null, work });

  it.each<[string, () => Promise<unknown>]>([
    ["a run that is submitted", () => world.admission.admit(request())],
    [
      "a session",
      () => world.admission.admit({ ...request(), work: { ...work, kind: "session" } }),
    ],
    [
      "a schedule",
      async () => {
        const at = new Date(now).toISOString();
        await world.records.addSchedule({
          id: "10000000-0000-4000-8000-000000000001",
          user_id: "local",
          name: "Each minute",
          project_id: WEB,
          cron: "* * * * *",
          timezone: "UTC",
          message: "Go",
          provider: null,
          model: null,
          enabled: true,
          on_refusal: "refuse",
          allow_overage: false,
          created_at: at,
          counts_from: at,
        });
        now += 31_000;
        await world.admission.scheduler.tick();
        expect((await world.records.listRuns({ limit: 9 }))[0]?.status).toBe("skipped_quota");
      },
    ],
    [
      "a captured error",
      () =>
        world.admission.captureError(
          world.principal,
          {
            project_id: WEB,
            fingerprint: "f",
            title: "x is null",
            message: null,
            provider: null,
            model: null,
            on_refusal: "refuse",
            allow_overage: false,
          },
          null,
        ),
    ],
    [
      "a parked run, its moment come",
      async () => {
        await world.admission.admit({ ...request(), onRefusal: "park" });
        const [parked] = await world.records.parkedRuns();
        await world.records.changeRun(parked?.id ?? "", ["parked"], {
          resumes_at: new Date(now).toISOString(),
        });
        now += 60_000;
        await world.admission.parking.tick();
        expect(await world.records.parkedRuns()).toHaveLength(1);
      },
    ],
  ])("%s", async (_, act) => {
    close();
    await act();
    expect(launched).toBe(0);
  });

  it("a queued run, its turn come", async () => {
    const first = await startRun(world, { execution: "external" });
    const queued = await startRun(world);
    close();
    await world.admission.lifecycle.finish(world.principal, first, { status: "succeeded" });
    expect((await world.records.findRun(queued))?.status).toBe("skipped_quota");
    expect(launched).toBe(0);
  });
});
