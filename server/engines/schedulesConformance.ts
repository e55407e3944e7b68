import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Records } from "./records.ts";
import type { ScheduleRecord } from "./scheduleRecords.ts";

const AT = "2026-03-01T12:00:00.000Z";
const PROJECT = { id: "acme/web", name: "Acme web", created_at: AT, sample: true };
const REFUSAL = {
  reason: "limits_unavailable",
  engine: "counters",
  retry_after_seconds: 5,
} as const;

const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const minute = (n: number) => `2026-03-01T12:${String(n).padStart(2, "0")}:00.000Z`;

const scheduleOf = (n: number, more: Partial<ScheduleRecord> = {}): ScheduleRecord => ({
  id: idOf(n),
  user_id: "dana",
  name: "Nightly",
  project_id: PROJECT.id,
  cron: "* * * * *",
  timezone: "Europe/Berlin",
  message: "say 'hello'; drop table schedules; — ünïcode 🦊",
  provider: null,
  model: "opus",
  enabled: true,
  on_refusal: "park",
  allow_overage: false,
  created_at: AT,
  counts_from: AT,
  ...more,
});

/** What every record engine promises of schedules. */
export function schedulesConformance(name: string, open: () => Promise<Records>): void {
  describe(`schedules, ${name}`, () => {
    let records: Records;
    beforeEach(async () => {
      records = await open();
      await records.addProject(PROJECT);
    });
    afterEach(() => records.close());

    const fires = async (n = 1, limit = 9) => records.lastFires([idOf(n)], limit);

    it("are kept whole, listed by name, changed and removed", async () => {
      expect(await records.addSchedule(scheduleOf(1))).toBe(true);
      expect(await records.addSchedule(scheduleOf(2, { name: "Hourly", user_id: "eve" }))).toBe(
        true,
      );
      expect(await records.addSchedule(scheduleOf(3, { name: "hourly" }))).toBe(true);
      expect(await records.addSchedule(scheduleOf(9, { project_id: "none" }))).toBe(false);
      expect(await records.findSchedule(idOf(1))).toEqual(scheduleOf(1));
      expect(await records.findSchedule(idOf(9))).toBeNull();
      const names = async (user: string | null) =>
        (await records.listSchedules(user)).map(({ name }) => name);
      expect(await names(null)).toEqual(["Hourly", "Nightly", "hourly"]);
      expect(await names("dana")).toEqual(["Nightly", "hourly"]);
      const patch = { enabled: false, provider: "claude", model: null, counts_from: minute(5) };
      expect(await records.changeSchedule(idOf(1), patch)).toEqual(scheduleOf(1, patch));
      expect(await records.changeSchedule(idOf(1), {})).toEqual(scheduleOf(1, patch));
      expect(await records.changeSchedule(idOf(9), patch)).toBeNull();
      const enabled = await records.enabledSchedules();
      expect(new Set(enabled.map(({ id }) => id))).toEqual(new Set([idOf(2), idOf(3)]));
      expect(await records.removeSchedule(idOf(1))).toBe(true);
      expect(await records.removeSchedule(idOf(1))).toBe(false);
      expect(await names("dana")).toEqual(["hourly"]);
    });

    it("are added once under a key of their owner's, for as long as they are there", async () => {
      const used = { key: "key", digest: "d1" };
      const two = [scheduleOf(1), scheduleOf(2)];
      const added = await Promise.all(two.map((one) => records.addSchedule(one, used)));
      expect(added.filter(Boolean)).toHaveLength(1);
      const first = added[0] ? 1 : 2;
      expect(await records.findAddedSchedule("dana", "key")).toEqual({
        id: idOf(first),
        digest: "d1",
      });
      expect(await records.findAddedSchedule("dana", "other")).toBeNull();
      expect(await records.findAddedSchedule("eve", "key")).toBeNull();
      expect(await records.addSchedule(scheduleOf(3, { user_id: "eve" }), used)).toBe(true);
      expect(await records.addSchedule(scheduleOf(4), { ...used, key: "k2" })).toBe(true);
      for (const n of [5, 6]) expect(await records.addSchedule(scheduleOf(n))).toBe(true);
      expect(await records.findSchedule(idOf(first))).toEqual(scheduleOf(first));
      await records.changeSchedule(idOf(first), { name: "Other" });
      expect(await records.findAddedSchedule("dana", "key")).toMatchObject({ digest: "d1" });
      await records.removeSchedule(idOf(first));
      expect(await records.findAddedSchedule("dana", "key")).toBeNull();
      expect(await records.addSchedule(scheduleOf(7), used)).toBe(true);
    });

    it("give each fire to one of many who claim it, and none of a schedule that is gone", async () => {
      await records.addSchedule(scheduleOf(1));
      const claim = (at: string) => records.claimFire(idOf(1), at, minute(59));
      const claims = await Promise.all([1, 2, 3, 4].map(() => claim(minute(1))));
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await claim(minute(2))).toBe(true);
      expect(await records.missFire(idOf(1), minute(2), minute(59), "late")).toBe(false);
      expect(await records.missFire(idOf(1), minute(3), minute(59), "late")).toBe(true);
      expect(await claim(minute(3))).toBe(false);
      expect(await records.claimFire(idOf(9), minute(1), minute(59))).toBe(false);
      const [schedule] = await records.enabledSchedules();
      expect(schedule).toEqual({ ...scheduleOf(1), last_fire_at: minute(3) });
    });

    it("keep what became of each fire; what has started was never missed", async () => {
      await records.addSchedule(scheduleOf(1));
      await records.addSchedule(scheduleOf(2));
      for (const n of [1, 2, 3]) await records.claimFire(idOf(1), minute(n), minute(n));
      await records.claimFire(idOf(2), minute(1), minute(1));
      const fire = (n: number) => ({ schedule_id: idOf(1), at: minute(n) });
      await records.settleFire({ ...fire(1), state: "missed", note: "stopped" });
      await records.settleFire({ ...fire(1), state: "started", run_id: idOf(7) });
      await records.settleFire({ ...fire(2), state: "started", run_id: idOf(8) });
      await records.settleFire({ ...fire(2), state: "missed", note: "stopped" });
      const claimed = await records.claimedFires();
      expect(new Set(claimed.map(({ schedule_id, at }) => `${schedule_id} ${at}`))).toEqual(
        new Set([`${idOf(1)} ${minute(3)}`, `${idOf(2)} ${minute(1)}`]),
      );
      await records.settleFire({ ...fire(3), state: "skipped", run_id: idOf(9), refusal: REFUSAL });
      const base = { schedule_id: idOf(1), refusal: null, note: null } as const;
      expect(await fires()).toEqual([
        {
          ...base,
          at: minute(3),
          claimed_at: minute(3),
          state: "skipped",
          run_id: idOf(9),
          refusal: REFUSAL,
        },
        { ...base, at: minute(2), claimed_at: minute(2), state: "started", run_id: idOf(8) },
        { ...base, at: minute(1), claimed_at: minute(1), state: "started", run_id: idOf(7) },
      ]);
      expect((await fires(1, 2)).map(({ at }) => at)).toEqual([minute(3), minute(2)]);
      expect(await records.lastFires([idOf(1), idOf(2)], 1)).toHaveLength(2);
      expect(await records.lastFires([], 5)).toEqual([]);
    });

    it("forget old fires, but never the newest five", async () => {
      await records.addSchedule(scheduleOf(1));
      for (let n = 1; n <= 9; n++) await records.claimFire(idOf(1), minute(n), minute(n));
      await records.pruneFires(minute(3));
      expect(await fires()).toHaveLength(7);
      await records.pruneFires(minute(30));
      expect((await fires()).map(({ at }) => at)).toEqual([9, 8, 7, 6, 5].map(minute));
    });

    it("go with their fires when the project goes", async () => {
      await records.addSchedule(scheduleOf(1));
      await records.claimFire(idOf(1), minute(1), minute(1));
      await records.removeSample();
      expect(await records.findSchedule(idOf(1))).toBeNull();
      expect(await records.listSchedules(null)).toEqual([]);
      expect(await records.claimedFires()).toEqual([]);
    });
  });
}
