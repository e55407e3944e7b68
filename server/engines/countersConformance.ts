import { beforeEach, describe, expect, it } from "vitest";
import { toInstant } from "../../src/contract/instant.ts";
import type { Changed, Counters } from "./counters.ts";
import { EngineUnavailableError } from "./engineUnavailable.ts";

const T0 = Date.parse("2026-03-01T12:00:00.000Z");
const ALLOWANCE = { max: 3, window_seconds: 60 };
const WINDOW_MS = ALLOWANCE.window_seconds * 1000;

/** What every counter engine promises. */
export function countersConformance(name: string, open: () => Promise<Counters>): void {
  describe(`counters, ${name}`, () => {
    let counters: Counters;
    beforeEach(async () => {
      counters = await open();
      await counters.rebuild({ places: [], slots: [], locks: [] });
    });

    const take = (run: string, at = T0, user = "dana") =>
      counters.takePlace({ user_id: user, run_id: run, taken_at: at }, ALLOWANCE);
    const read = (at = T0, user = "dana") => counters.readRunQuota(user, ALLOWANCE, at);

    it("answers nothing before it was filled from the records", async () => {
      const fresh = await open();
      await expect(fresh.ping()).rejects.toThrow(EngineUnavailableError);
      await expect(fresh.readRunQuota("dana", ALLOWANCE, T0)).rejects.toThrow(
        EngineUnavailableError,
      );
      const place = { user_id: "dana", run_id: "a", taken_at: T0 };
      await expect(fresh.takePlace(place, ALLOWANCE)).rejects.toThrow(EngineUnavailableError);
      await expect(fresh.giveBackPlace("dana", "a")).rejects.toThrow(EngineUnavailableError);
    });

    it("takes places until there are none, and tells how it stands", async () => {
      expect(await take("a")).toMatchObject({ taken: true, quota: { used: 1, remaining: 2 } });
      await take("b", T0 + 1000);
      await take("c", T0 + 2000);
      const refused = await take("d", T0 + 3000);
      expect(refused).toEqual({
        taken: false,
        quota: {
          used: 3,
          max: 3,
          remaining: 0,
          window_seconds: 60,
          next_slot_at: toInstant(T0 + WINDOW_MS),
          resets_at: toInstant(T0 + 2000 + WINDOW_MS),
        },
      });
      expect(await read(T0 + 3000)).toEqual(refused.quota);
    });

    it("never gives out more than there are, however many ask at once", async () => {
      const asked = Array.from({ length: 50 }, (_, n) => take(`run-${n}`));
      const taken = (await Promise.all(asked)).filter((answer) => answer.taken);
      expect(taken).toHaveLength(ALLOWANCE.max);
      expect((await read()).used).toBe(ALLOWANCE.max);
    });

    it("takes a run's place once, also when the window is full by then", async () => {
      for (const run of ["a", "b", "c"]) await take(run);
      expect(await take("a")).toMatchObject({ taken: true, quota: { used: 3 } });
    });

    it("frees a place at the very millisecond at which it leaves the window", async () => {
      for (const run of ["a", "b", "c"]) await take(run);
      expect((await take("d", T0 + WINDOW_MS - 1)).taken).toBe(false);
      expect((await take("d", T0 + WINDOW_MS)).taken).toBe(true);
      expect((await read(T0 + WINDOW_MS)).used).toBe(1);
    });

    it("gives back only what was taken", async () => {
      await take("a");
      await counters.giveBackPlace("dana", "a");
      await counters.giveBackPlace("dana", "a");
      await counters.giveBackPlace("dana", "never");
      expect((await read()).used).toBe(0);
    });

    it("counts each person alone", async () => {
      for (const run of ["a", "b", "c"]) await take(run);
      expect((await take("d", T0, "eve")).taken).toBe(true);
      expect((await read(T0, "eve")).used).toBe(1);
    });

    it("allows nothing at max 0", async () => {
      const none = { max: 0, window_seconds: 60 };
      const place = { user_id: "dana", run_id: "a", taken_at: T0 };
      expect(await counters.takePlace(place, none)).toMatchObject({
        taken: false,
        quota: { used: 0, max: 0, remaining: 0, next_slot_at: null, resets_at: null },
      });
    });

    it("holds after a rebuild just what the records say", async () => {
      await take("gone");
      const places = [
        { user_id: "dana", run_id: "a", taken_at: T0 },
        { user_id: "dana", run_id: "b", taken_at: T0 + 1 },
        { user_id: "eve", run_id: "c", taken_at: T0 },
      ];
      await counters.rebuild({ places, slots: [], locks: [] });
      expect((await read(T0 + 1)).used).toBe(2);
      expect((await take("a", T0 + 1)).quota.used).toBe(2);
      expect((await take("d", T0 + 1)).taken).toBe(true);
      expect((await take("e", T0 + 1)).taken).toBe(false);
    });

    it("tells listeners what changed until they stop listening", async () => {
      const heard: Changed[] = [];
      const stop = counters.subscribe((changed) => heard.push(changed));
      const changed = { keys: ["/quota/runs"], user_id: "dana" };
      await counters.publish(changed);
      await expect.poll(() => heard).toEqual([changed]);
      stop();
      await counters.publish(changed);
      expect(heard).toEqual([changed]);
    });
  });
}
