import { toInstant } from "../src/contract/instant.ts";
import type { World } from "./world.ts";

type ScheduleRecord = Parameters<World["records"]["addSchedule"]>[0];

/** How often one of them starts a run, seconds. */
const STEP = 600;

const idOf = (n: number) => `00000000-0000-4000-8000-${String(1000 + n).padStart(12, "0")}`;

/** Schedules whose last hour went well, badly and not at all. */
export async function seedSchedules(
  world: World,
  startedAgo: (seconds: number) => void,
): Promise<void> {
  const sinceStep = (world.now() / 1000) % STEP;
  /** The moment at which every tenth minute was named for the nth time from now. */
  const goBack = (steps: number) => startedAgo(sinceStep + steps * STEP);
  const look = async () => {
    await world.admission.scheduler.tick();
    await world.admission.lifecycle.settled();
  };
  const workOf = async () => {
    const [run] = await world.records.listRuns({ limit: 1 });
    if (!run) throw new RangeError("The schedule started nothing.");
    return run.id;
  };

  goBack(6);
  await add(world, 1, {
    name: "Triage new issues",
    cron: "*/10 * * * *",
    message: "Label the issues of the last ten minutes, and close the duplicates",
  });
  await add(world, 2, {
    name: "Weekday checks",
    project_id: "acme/payments-api",
    cron: "0 7 * * 1-5",
    message: "Run the slow test suite, and open an issue for each new failure",
  });
  await add(world, 3, {
    name: "Friday release notes",
    project_id: "docs",
    cron: "30 18 * * 5",
    timezone: "America/New_York",
    message: "Write the release notes of this week",
    provider: "claude",
    enabled: false,
    on_refusal: "park",
  });
  goBack(5);
  await look();
  world.launcher.exit(await workOf(), 0);
  goBack(4);
  await look();
  world.launcher.exit(await workOf(), 1);
  goBack(3);
  await look();
  goBack(1.5);
  await add(world, 4, {
    name: "Update the dependencies",
    cron: "*/10 * * * *",
    timezone: "UTC",
    message: "Update the dependencies and open a pull request",
    on_refusal: "park",
  });
  goBack(1);
  await look();
  startedAgo(0);
}

async function add(
  { records, principal, now }: World,
  n: number,
  different: Partial<ScheduleRecord> & Pick<ScheduleRecord, "name" | "cron" | "message">,
): Promise<void> {
  const at = toInstant(now());
  await records.addSchedule({
    id: idOf(n),
    user_id: principal.id,
    project_id: "acme/web",
    timezone: "Europe/Berlin",
    provider: null,
    model: null,
    enabled: true,
    on_refusal: "refuse",
    allow_overage: false,
    created_at: at,
    counts_from: at,
    ...different,
  });
}
