import type { Schedule, ScheduleOutcome } from "../../src/contract/schedules.ts";
import { endWords } from "../../src/domain/endWords.ts";
import { explain } from "../../src/domain/explain.ts";
import type { RunRecord } from "../engines/records.ts";
import type { Fire, ScheduleRecord } from "../engines/scheduleRecords.ts";
import { nextFires } from "./cron.ts";
import type { AdmissionDependencies } from "./dependencies.ts";

const NEXT = 3;
const LAST = 5;

/** Schedules as callers see them: with their next fires, and what became of the last. */
export async function presentSchedules(
  { records, now }: Pick<AdmissionDependencies, "records" | "now">,
  schedules: readonly ScheduleRecord[],
): Promise<Schedule[]> {
  const at = now();
  const fires = await records.lastFires(
    schedules.map(({ id }) => id),
    LAST,
  );
  const runs = await records.findRuns(fires.flatMap(({ run_id }) => run_id ?? []));
  const runOf = new Map(runs.map((run) => [run.id, run]));
  return schedules.map((schedule) => {
    const { counts_from: _, ...shown } = schedule;
    return {
      ...shown,
      execution: "managed",
      next_fires: schedule.enabled ? nextFires(schedule, at, NEXT) : [],
      last_outcomes: fires
        .filter(({ schedule_id }) => schedule_id === schedule.id)
        .map((fire) => outcomeOf(fire, runOf.get(fire.run_id ?? ""), at)),
    };
  });
}

export async function presentSchedule(
  deps: Pick<AdmissionDependencies, "records" | "now">,
  schedule: ScheduleRecord,
): Promise<Schedule> {
  const [presented] = await presentSchedules(deps, [schedule]);
  if (!presented) throw new RangeError("One schedule was given, and none came back.");
  return presented;
}

function outcomeOf(fire: Fire, run: RunRecord | undefined, now: number): ScheduleOutcome {
  const { at: fired_at, state, run_id, refusal, note } = fire;
  const why = run?.refusal ?? refusal;
  const reason = why ? explain(why, now).sentence : null;
  if (run) return { fired_at, run_id, status: run.status, reason: reason ?? endOf(run) };
  const status = { claimed: "starting", missed: "missed" } as const;
  return {
    fired_at,
    run_id: null,
    status: state === "claimed" || state === "missed" ? status[state] : "skipped_quota",
    reason: note ?? reason,
  };
}

const endOf = (run: RunRecord): string | null =>
  run.status === "succeeded" ? null : endWords({ ...run, queue_position: null }) || null;
