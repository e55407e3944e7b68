import { beforeEach, describe, expect, it } from "vitest";
import { toInstant } from "../../src/contract/instant.ts";
import { acquireLock, newLock, releaseLock, settleLock } from "../../src/domain/prLock.ts";
import { leaveSlots, noSlots, promoteWaiter, takeSlot } from "../../src/domain/slots.ts";
import type { Changed, Counters, Pool } from "./counters.ts";
import { EngineUnavailableError } from "./engineUnavailable.ts";

const T0 = Date.parse("2026-03-01T12:00:00.000Z");
const ALLOWANCE = { max: 3, window_seconds: 60 };
const WEB: Pool = { project_id: "acme/web" };
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
      const never = (): never => {
        throw new Error("no rule may see an empty counter");
      };
      for (const asking of [
        fresh.readSlots(WEB),
        fresh.changeSlots(WEB, never),
        fresh.readLock("acme/web"),
        fresh.changeLock("acme/web", never),
      ]) {
        await expect(asking).rejects.toThrow(EngineUnavailableError);
      }
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

    const claim = (run_id: string, at = T0) => ({ run_id, at, expires_at: at + 90_000 });
    const takeOne = (run_id: string, pool: Pool = WEB, at = T0) =>
      counters.changeSlots(pool, (slots) => {
        const { slots: after, outcome } = takeSlot(slots, claim(run_id, at), 2, true);
        return { slots: after, answer: outcome };
      });
    const leave = (run_id: string, pool: Pool = WEB) =>
      counters.changeSlots(pool, (slots) => ({ slots: leaveSlots(slots, run_id), answer: null }));
    const acquire = (run_id: string, project = "acme/web", at = T0) =>
      counters.changeLock(project, (lock) => acquireLock(lock, run_id, at));

    it("changes slots by the rule, and answers what the rule says", async () => {
      expect(await counters.readSlots(WEB)).toEqual(noSlots);
      expect([await takeOne("a"), await takeOne("b", WEB, T0 + 1)]).toEqual(["taken", "taken"]);
      expect(await takeOne("c", WEB, T0 + 2)).toBe("queued");
      expect(await counters.readSlots(WEB)).toEqual({
        holders: [
          { run_id: "a", held_since: T0, heartbeat_at: T0, expires_at: T0 + 90_000 },
          { run_id: "b", held_since: T0 + 1, heartbeat_at: T0 + 1, expires_at: T0 + 90_001 },
        ],
        queue: [{ run_id: "c", queued_at: T0 + 2 }],
      });
      for (const run of ["a", "b", "c"]) await leave(run);
      expect(await counters.readSlots(WEB)).toEqual(noSlots);
    });

    it("never gives out more slots than there are, nor loses or doubles who asks, many at once", async () => {
      const runs = Array.from({ length: 50 }, (_, n) => `run-${n}`);
      const outcomes = await Promise.all(runs.flatMap((run) => [takeOne(run), takeOne(run)]));
      expect(outcomes.filter((outcome) => outcome === "taken")).toHaveLength(4);
      const { holders, queue } = await counters.readSlots(WEB);
      expect([holders.length, queue.length]).toEqual([2, 48]);
      const promote = () =>
        counters.changeSlots(WEB, (slots) => {
          const promoted = promoteWaiter(slots, 2, T0, T0 + 90_000);
          return { slots: promoted?.slots ?? slots, answer: promoted?.waiter.run_id ?? null };
        });
      await Promise.all(holders.map(({ run_id }) => leave(run_id)));
      const promoted = await Promise.all(Array.from({ length: 10 }, promote));
      const first = queue.slice(0, 2).map(({ run_id }) => run_id);
      expect(promoted.filter((run) => run !== null).toSorted()).toEqual(first.toSorted());
    });

    it("keeps the pools of projects and persons apart, whatever they are called", async () => {
      await takeOne("a", { project_id: "x" });
      await takeOne("b", { user_id: "x" });
      const holder = async (pool: Pool) => (await counters.readSlots(pool)).holders[0]?.run_id;
      expect(await holder({ project_id: "x" })).toBe("a");
      expect(await holder({ user_id: "x" })).toBe("b");
      expect(await holder({ project_id: "x:y" })).toBeUndefined();
    });

    it("changes nothing when the rule fails", async () => {
      await takeOne("a");
      await acquire("a");
      const before = [await counters.readSlots(WEB), await counters.readLock("acme/web")];
      const fail = (): never => {
        throw new Error("the rule failed");
      };
      await expect(counters.changeSlots(WEB, fail)).rejects.toThrow("the rule failed");
      await expect(counters.changeLock("acme/web", fail)).rejects.toThrow("the rule failed");
      expect([await counters.readSlots(WEB), await counters.readLock("acme/web")]).toEqual(before);
    });

    it("grants a lock to one of many at once, and its tokens only rise", async () => {
      const runs = Array.from({ length: 50 }, (_, n) => `run-${n}`);
      expect(await counters.readLock("acme/web")).toEqual(newLock);
      for (let last = 0; last < 3; last++) {
        const left = runs.slice(last);
        const answers = await Promise.all(left.map((run) => acquire(run)));
        const granted = answers.flatMap(({ answer }) => (answer.granted ? [answer.holder] : []));
        expect(granted).toMatchObject([{ run_id: runs[last], fencing_token: last + 1 }]);
        const grant = { run_id: runs[last] ?? "", fencing_token: last + 1 };
        await counters.changeLock("acme/web", (lock) => ({
          lock: releaseLock(lock, grant, T0) ?? lock,
          answer: null,
        }));
      }
      expect((await acquire("other", "acme/api")).answer).toMatchObject({ granted: true });
    });

    it("numbers every change of a lock, and nothing that is no change", async () => {
      const first = await acquire("a");
      expect(first).toMatchObject({ changed: true, stored: { revision: 1 } });
      expect(first.stored.lock).toEqual(await counters.readLock("acme/web"));
      const look = () =>
        counters.changeLock("acme/web", (lock) => ({ lock: settleLock(lock, T0), answer: "seen" }));
      expect(await look()).toEqual({ answer: "seen", changed: false, stored: first.stored });
      expect(await acquire("b")).toMatchObject({ changed: true, stored: { revision: 2 } });
    });

    it("starts from the slots and locks of the records, and goes on from there", async () => {
      await takeOne("gone");
      await acquire("gone");
      await acquire("gone", "acme/old");
      const slots = { holders: [], queue: [{ run_id: "w", queued_at: T0 }] };
      const lock = { ...newLock, fencing: 7 };
      await counters.rebuild({
        places: [],
        slots: [{ pool: WEB, slots }],
        locks: [{ project_id: "acme/web", lock, revision: 41 }],
      });
      expect(await counters.readSlots(WEB)).toEqual(slots);
      expect(await counters.readLock("acme/old")).toEqual(newLock);
      expect(await acquire("a")).toMatchObject({
        answer: { granted: true, holder: { fencing_token: 8 } },
        stored: { revision: 42 },
      });
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
