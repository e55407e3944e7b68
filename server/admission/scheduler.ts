import type { ResourceKey } from "../../src/contract/api.ts";
import { fromInstant, toInstant } from "../../src/contract/instant.ts";
import type { Fire, ScheduleRecord } from "../engines/scheduleRecords.ts";
import type { AdmitRequest, Admitted } from "./admit.ts";
import { type Due, dueFires, nextMoment } from "./cron.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { RequestFault } from "./requestFault.ts";

/** Starts the runs of schedules, each named minute at most once, however many servers there are. */
export interface Scheduler {
  /** Starts what is due; call it every second. */
  tick(): Promise<void>;
  /** After a restart: says of what an earlier server made its own, and did not start, that it was missed. */
  recover(): Promise<void>;
}

type EnabledSchedule = ScheduleRecord & { last_fire_at: string | null };
type FireKey = Pick<Fire, "schedule_id" | "at">;

const KEYS: readonly ResourceKey[] = ["/schedules", "/schedules/:id"];
/** Another server may need so long to start what it has made its own. */
const STARTING_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function createScheduler(
  deps: AdmissionDependencies,
  lifecycle: Pick<Lifecycle, "isShuttingDown">,
  admit: (asked: AdmitRequest) => Promise<Admitted>,
): Scheduler {
  const { records, counters, policy, log } = deps;
  /** When each schedule has something to do again, for these times and since this moment. */
  const known = new Map<string, { for: string; next: number | null }>();
  /** Fires that this server is starting. */
  const starting = new Set<string>();
  let ticking = false;
  let settledAt = Number.NEGATIVE_INFINITY;
  let prunedAt = Number.NEGATIVE_INFINITY;

  function dueOf(schedule: EnabledSchedule, now: number): Due | null {
    const { id, cron, timezone, counts_from, last_fire_at } = schedule;
    const since = Math.max(fromInstant(counts_from), last_fire_at ? fromInstant(last_fire_at) : 0);
    const times = `${cron}\n${timezone}\n${since}`;
    const before = known.get(id);
    const next = before?.for === times ? before.next : nextMoment(schedule, since);
    known.set(id, { for: times, next });
    return next === null || next > now ? null : dueFires(schedule, since, now);
  }

  async function look(schedule: EnabledSchedule): Promise<void> {
    const now = deps.now();
    const due = dueOf(schedule, now);
    if (!due) return;
    const { fire, missed } = due;
    if (missed) {
      await records.missFire(schedule.id, missed.last, toInstant(now), missedWords(missed));
      await tell(schedule.user_id);
    }
    if (fire === null || !(await records.claimFire(schedule.id, fire, toInstant(now)))) return;
    const key = keyOf({ schedule_id: schedule.id, at: fire });
    starting.add(key);
    try {
      await start(schedule, fire);
    } finally {
      starting.delete(key);
    }
  }

  async function start(schedule: ScheduleRecord, at: string): Promise<void> {
    const { id: schedule_id, user_id, on_refusal: onRefusal } = schedule;
    const fire = { schedule_id, at };
    try {
      const admitted = await admit({
        principal: { id: user_id, name: user_id, role: "member" },
        idempotencyKey: keyOf(fire),
        onRefusal,
        recordsRefusal: true,
        work: workOf(schedule),
      });
      await records.settleFire(
        admitted.outcome === "admitted"
          ? { ...fire, state: "started", run_id: admitted.run.id }
          : {
              ...fire,
              state: "skipped",
              run_id: admitted.run?.id ?? null,
              refusal: admitted.decision.refusal,
            },
      );
    } catch (error) {
      log.warn({ err: error, schedule: schedule_id }, "a schedule did not start its run");
      const why = error instanceof RequestFault ? error.message : "The server could not start it.";
      await settle(fire, user_id, why);
    }
    await tell(user_id);
  }

  /** A run that was let in is there all the same, if its process did not start or the answer was lost. */
  async function settle(fire: FireKey, userId: string, note: string): Promise<void> {
    const found = await records.findStart(userId, keyOf(fire));
    await records.settleFire(
      found
        ? { ...fire, state: "started", run_id: found.run.id }
        : { ...fire, state: "missed", note },
    );
  }

  async function settleClaimed(before: number): Promise<void> {
    for (const fire of await records.claimedFires()) {
      if (starting.has(keyOf(fire)) || fromInstant(fire.claimed_at) > before) continue;
      const schedule = await records.findSchedule(fire.schedule_id);
      if (!schedule) continue;
      await settle(fire, schedule.user_id, "The server stopped before it could start.");
      await tell(schedule.user_id);
    }
  }

  async function tick(): Promise<void> {
    const now = deps.now();
    if (Math.abs(now - settledAt) >= STARTING_MS) {
      settledAt = now;
      await settleClaimed(now - STARTING_MS);
    }
    if (Math.abs(now - prunedAt) >= HOUR_MS) {
      prunedAt = now;
      const before = toInstant(now - policy().retention.activity_days * DAY_MS);
      await records.pruneFires(before);
      await records.pruneErrors(before);
    }
    const schedules = await records.enabledSchedules();
    for (const id of known.keys()) if (!schedules.some((one) => one.id === id)) known.delete(id);
    const looks = await Promise.allSettled(schedules.map(look));
    for (const looked of looks) {
      if (looked.status === "rejected") {
        log.error({ err: looked.reason as unknown }, "a schedule was not looked at");
      }
    }
  }

  const tell = (user_id: string) =>
    counters
      .publish({ keys: KEYS, user_id })
      .catch((error: unknown) => log.warn({ err: error }, "live event lost"));

  return {
    async tick() {
      if (ticking || lifecycle.isShuttingDown()) return;
      ticking = true;
      try {
        await tick();
      } catch (error) {
        log.error({ err: error }, "schedules were not looked at");
      } finally {
        ticking = false;
      }
    },
    recover: () => settleClaimed(Number.POSITIVE_INFINITY),
  };
}

/** With a blank in it, which no caller's key has. */
const keyOf = ({ schedule_id, at }: FireKey): string => `schedule ${schedule_id} ${at}`;

const workOf = (schedule: ScheduleRecord): AdmitRequest["work"] => ({
  kind: "task",
  project_id: schedule.project_id,
  source: "schedule",
  execution: "managed",
  name: null,
  message: schedule.message,
  provider: schedule.provider,
  model: schedule.model,
  allow_overage: schedule.allow_overage,
  schedule_id: schedule.id,
});

function missedWords({ count, more }: NonNullable<Due["missed"]>): string {
  if (more) return `More than ${count} starts were missed up to here: no server looked in time.`;
  return count === 1
    ? "No server looked in time."
    : `${count} starts were missed up to here: no server looked in time.`;
}
