import type { Instant } from "../../src/contract/instant.ts";
import type { Idempotency, MadeBefore } from "./idempotency.ts";
import {
  type Fire,
  KEPT_FIRES,
  type ScheduleRecord,
  type ScheduleRecords,
} from "./scheduleRecords.ts";

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Schedules without a disk, beside the projects of the same engine. */
export function createMemorySchedules(hasProject: (id: string) => boolean): ScheduleRecords {
  const schedules = new Map<string, ScheduleRecord>();
  const fires = new Map<string, Fire>();
  /** What each schedule was added with, if with a key. */
  const additions = new Map<string, Idempotency>();

  const keyOf = ({ schedule_id, at }: Pick<Fire, "schedule_id" | "at">) => `${schedule_id} ${at}`;
  const newestFires = (id: string) =>
    [...fires.values()]
      .filter(({ schedule_id }) => schedule_id === id)
      .sort((a, b) => order(b.at, a.at));
  function remove(id: string): boolean {
    for (const fire of newestFires(id)) fires.delete(keyOf(fire));
    additions.delete(id);
    return schedules.delete(id);
  }
  /** A project takes its schedules with it. */
  function present(): ScheduleRecord[] {
    for (const { id, project_id } of schedules.values()) if (!hasProject(project_id)) remove(id);
    return [...schedules.values()];
  }
  function findAdded(userId: string, key: string): MadeBefore | null {
    for (const { id, user_id } of present()) {
      const added = additions.get(id);
      if (user_id === userId && added?.key === key) return { id, digest: added.digest };
    }
    return null;
  }
  function add(
    schedule_id: string,
    at: Instant,
    more: Pick<Fire, "claimed_at" | "state" | "note">,
  ) {
    const fire = { schedule_id, at, run_id: null, refusal: null, ...more };
    if (!present().some(({ id }) => id === schedule_id) || fires.has(keyOf(fire))) return false;
    fires.set(keyOf(fire), fire);
    return true;
  }

  return {
    listSchedules: async (userId) =>
      present()
        .filter(({ user_id }) => userId === null || user_id === userId)
        .sort((a, b) => order(a.name, b.name) || order(a.id, b.id)),
    findSchedule: async (id) => present().find((schedule) => schedule.id === id) ?? null,
    async addSchedule(schedule, idempotency = null) {
      if (!hasProject(schedule.project_id)) return false;
      if (idempotency && findAdded(schedule.user_id, idempotency.key)) return false;
      if (idempotency) additions.set(schedule.id, idempotency);
      schedules.set(schedule.id, schedule);
      return true;
    },
    findAddedSchedule: async (userId, key) => findAdded(userId, key),
    async changeSchedule(id, patch) {
      const schedule = present().find((schedule) => schedule.id === id);
      if (!schedule) return null;
      const changed = { ...schedule, ...patch };
      schedules.set(id, changed);
      return changed;
    },
    removeSchedule: async (id) => remove(id),
    enabledSchedules: async () =>
      present()
        .filter(({ enabled }) => enabled)
        .map((schedule) => ({
          ...schedule,
          last_fire_at: newestFires(schedule.id)[0]?.at ?? null,
        })),
    claimFire: async (scheduleId, at, claimed_at) =>
      add(scheduleId, at, { claimed_at, state: "claimed", note: null }),
    missFire: async (scheduleId, at, claimed_at, note) =>
      add(scheduleId, at, { claimed_at, state: "missed", note }),
    async settleFire(settled) {
      const fire = fires.get(keyOf(settled));
      if (!fire || (settled.state === "missed" && fire.state !== "claimed")) return;
      fires.set(keyOf(settled), { ...fire, note: null, ...settled });
    },
    claimedFires: async () => [...fires.values()].filter(({ state }) => state === "claimed"),
    lastFires: async (ids, limit) => ids.flatMap((id) => newestFires(id).slice(0, limit)),
    async pruneFires(before) {
      for (const { id } of present()) {
        const old = newestFires(id).slice(KEPT_FIRES);
        for (const fire of old) if (fire.at < before) fires.delete(keyOf(fire));
      }
    },
  };
}
