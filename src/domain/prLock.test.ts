import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  acquireLock,
  leaveLock,
  type Lock,
  LOCK_SECONDS,
  lockState,
  newLock,
  releaseLock,
  renewLock,
  settleLock,
  STUCK_BELOW_SECONDS,
  TURN_SECONDS,
} from "./prLock.ts";

const T0 = Date.parse("2026-03-01T12:00:00.000Z");
const LEASE_MS = LOCK_SECONDS * 1000;
const TURN_MS = TURN_SECONDS * 1000;

/** The lock after these runs have asked at once: the first holds it, the others wait. */
const asked = (...runs: string[]): Lock =>
  runs.reduce((lock, run) => acquireLock(lock, run, T0).lock, newLock);
const waiting = ({ queue }: Lock) => queue.map(({ run_id }) => run_id);
const grant = (run_id: string, fencing_token = 1) => ({ run_id, fencing_token });

describe("the lease", () => {
  it("is 120 seconds from the grant", () => {
    expect(acquireLock(newLock, "a", T0).answer).toEqual({
      granted: true,
      holder: {
        run_id: "a",
        fencing_token: 1,
        held_since: T0,
        lease_expires_at: T0 + 120_000,
      },
    });
  });

  it.each([
    { at: LEASE_MS - 1, granted: false },
    { at: LEASE_MS, granted: true },
    { at: LEASE_MS + 1, granted: true },
  ])("leaves the lock to another after $at ms: $granted", ({ at, granted }) => {
    expect(acquireLock(asked("a"), "b", T0 + at).answer.granted).toBe(granted);
    expect(renewLock(asked("a"), grant("a"), T0 + at) === null).toBe(granted);
    expect(releaseLock(asked("a"), grant("a"), T0 + at) === null).toBe(granted);
  });

  it("of a holder who renews is never robbed, however long ago it was given", () => {
    let lock = asked("a", "b");
    for (let at = T0; at < T0 + 10 * LEASE_MS; at += LEASE_MS - 1) {
      const renewed = renewLock(lock, grant("a"), at);
      expect(renewed?.holder).toMatchObject({ held_since: T0, lease_expires_at: at + LEASE_MS });
      lock = renewed?.lock ?? newLock;
      expect(acquireLock(lock, "b", at + LEASE_MS - 1).answer.granted).toBe(false);
    }
  });

  it("is not lengthened by asking for the lock again", () => {
    const again = acquireLock(asked("a"), "a", T0 + 60_000);
    expect(again.answer).toMatchObject({
      granted: true,
      holder: { lease_expires_at: T0 + LEASE_MS },
    });
  });

  it("ends once: a second look finds nothing more to free", () => {
    const once = settleLock(asked("a", "b"), T0 + LEASE_MS);
    expect(once).toMatchObject({ holder: null, freed_at: T0 + LEASE_MS, fencing: 1 });
    expect(settleLock(once, T0 + LEASE_MS)).toBe(once);
    expect(settleLock(once, T0 + LEASE_MS + TURN_MS - 1)).toBe(once);
  });

  it("holds on while the clock goes back", () => {
    const lock = asked("a", "b");
    expect(settleLock(lock, T0 - 86_400_000)).toBe(lock);
    const freed = settleLock(lock, T0 + LEASE_MS);
    expect(settleLock(freed, T0)).toBe(freed);
    expect(acquireLock(freed, "b", T0).answer.granted).toBe(true);
  });
});

describe("a grant", () => {
  it.each([
    ["of another token", grant("a", 2)],
    ["of an older token", grant("a", 0)],
    ["of another run", grant("b")],
  ])("%s neither renews nor releases", (_, other) => {
    expect(renewLock(asked("a", "b"), other, T0)).toBeNull();
    expect(releaseLock(asked("a", "b"), other, T0)).toBeNull();
  });

  it("that is over stays over, also when the same run has the lock anew", () => {
    const released = releaseLock(asked("a"), grant("a"), T0) ?? newLock;
    const anew = acquireLock(released, "a", T0);
    expect(anew.answer).toMatchObject({ granted: true, holder: { fencing_token: 2 } });
    expect(renewLock(anew.lock, grant("a"), T0)).toBeNull();
    expect(renewLock(anew.lock, grant("a", 2), T0)).not.toBeNull();
  });
});

describe("the queue", () => {
  it("is first come, first served, and asking again keeps the place", () => {
    const lock = asked("a", "b", "c", "d");
    expect(acquireLock(lock, "c", T0 + 1).answer).toEqual({
      granted: false,
      position: 2,
      queue_depth: 3,
    });
    expect(acquireLock(lock, "c", T0 + 1).lock.queue).toEqual(lock.queue);
  });

  it("lets nobody past whose turn it is not, newcomers included", () => {
    const freed = releaseLock(asked("a", "b", "c"), grant("a"), T0 + 1000) ?? newLock;
    for (const [run, position] of [
      ["c", 2],
      ["new", 3],
    ] as const) {
      expect(acquireLock(freed, run, T0 + 1000).answer).toMatchObject({ granted: false, position });
    }
    const taken = acquireLock(freed, "b", T0 + 1000);
    expect(taken.answer).toMatchObject({ granted: true, holder: { fencing_token: 2 } });
    expect(waiting(taken.lock)).toEqual(["c"]);
  });

  const passed: [after: number, queue: string[]][] = [
    [TURN_MS - 1, ["b", "c", "d"]],
    [TURN_MS, ["c", "d"]],
    [2 * TURN_MS - 1, ["c", "d"]],
    [2 * TURN_MS, ["d"]],
    [3 * TURN_MS, []],
    [9 * TURN_MS, []],
  ];
  it.each(passed)("passes turns on that nobody takes: after %i ms wait %j", (after, queue) => {
    const lapsed = settleLock(asked("a", "b", "c", "d"), T0 + LEASE_MS + after);
    expect(waiting(lapsed)).toEqual(queue);
    // The same, however often one looks in between.
    let watched = asked("a", "b", "c", "d");
    for (let at = T0; at < T0 + LEASE_MS + after; at += 7000) watched = settleLock(watched, at);
    expect(settleLock(watched, T0 + LEASE_MS + after)).toEqual(lapsed);
  });

  it("takes who has missed its turn back at the end", () => {
    const late = acquireLock(asked("a", "b", "c"), "b", T0 + LEASE_MS + TURN_MS);
    expect(late.answer).toEqual({ granted: false, position: 2, queue_depth: 2 });
    expect(waiting(late.lock)).toEqual(["c", "b"]);
  });
});

describe("a run that is over", () => {
  it("frees what it held, and the next has a whole turn", () => {
    const left = leaveLock(asked("a", "b", "c"), "a", T0 + 5000);
    expect(left).toMatchObject({ holder: null, freed_at: T0 + 5000 });
    expect(waiting(settleLock(left, T0 + 5000 + TURN_MS - 1))).toEqual(["b", "c"]);
  });

  it("whose turn it was passes a whole turn on", () => {
    const freed = leaveLock(asked("a", "b", "c"), "a", T0);
    const left = leaveLock(freed, "b", T0 + TURN_MS - 1);
    expect(waiting(settleLock(left, T0 + TURN_MS - 1 + TURN_MS - 1))).toEqual(["c"]);
    expect(waiting(settleLock(left, T0 + TURN_MS - 1 + TURN_MS))).toEqual([]);
  });

  it("gives no longer turn to the first by leaving from behind it", () => {
    const freed = leaveLock(asked("a", "b", "c"), "a", T0);
    expect(leaveLock(freed, "c", T0 + 20_000)).toMatchObject({ freed_at: T0 });
  });

  it("that has nothing to do with the lock changes nothing", () => {
    const lock = asked("a", "b");
    expect(leaveLock(lock, "x", T0)).toBe(lock);
  });
});

describe("the state", () => {
  const left = (ms: number) => T0 + LEASE_MS - ms;
  it.each([
    { of: asked("a"), at: T0, state: "held" },
    { of: asked("a", "b"), at: T0, state: "draining" },
    { of: asked("a"), at: left(STUCK_BELOW_SECONDS * 1000), state: "held" },
    { of: asked("a", "b"), at: left(40_000), state: "draining" },
    { of: asked("a"), at: left(39_999), state: "stuck" },
    { of: asked("a", "b"), at: left(39_999), state: "stuck" },
    { of: asked("a"), at: left(1), state: "stuck" },
    { of: asked("a"), at: left(0), state: "free" },
    { of: asked("a", "b"), at: left(0), state: "free" },
    { of: newLock, at: T0, state: "free" },
    { of: asked("a"), at: T0 - 60_000, state: "held" },
  ])("is $state at $at", ({ of, at, state }) => {
    expect(lockState(settleLock(of, at), at)).toBe(state);
  });
});

const acts = fc.array(
  fc.record({
    act: fc.constantFrom("acquire", "acquire", "renew", "release", "leave", "settle"),
    run: fc.integer({ min: 0, max: 4 }).map((n) => `run-${n}`),
    token: fc.integer({ min: 1, max: 12 }),
    // Clocks may go back.
    passes: fc.integer({ min: -5000, max: 70_000 }),
  }),
  { maxLength: 60 },
);

it("has one holder whose tokens only rise, and waiters in order, whatever happens", () => {
  fc.assert(
    fc.property(acts, (sequence) => {
      let lock = newLock;
      let now = T0;
      let last = 0;
      let isFair = true;
      for (const { act, run, token, passes } of sequence) {
        now += passes;
        const before = settleLock(lock, now);
        if (act === "acquire") {
          const acquired = acquireLock(lock, run, now);
          lock = acquired.lock;
          const { answer } = acquired;
          const mayHave = before.holder
            ? before.holder.run_id === run
            : (before.queue[0]?.run_id ?? run) === run;
          isFair &&= answer.granted === mayHave;
          const isNew = answer.granted && before.holder === null;
          const token = answer.granted ? answer.holder.fencing_token : last;
          isFair &&= token > last === isNew;
          last = token;
        } else if (act === "renew") lock = renewLock(lock, grant(run, token), now)?.lock ?? lock;
        else if (act === "release") lock = releaseLock(lock, grant(run, token), now) ?? lock;
        else if (act === "leave") lock = leaveLock(lock, run, now);
        else lock = before;
        expect(isFair).toBe(true);
        expect(lock.fencing).toBe(last);
        const after = settleLock(lock, now);
        const present = [...(after.holder ? [after.holder.run_id] : []), ...waiting(after)];
        expect(new Set(present).size).toBe(present.length);
        const stayed = waiting(before).filter((one) => waiting(after).includes(one));
        expect(waiting(after).filter((one) => stayed.includes(one))).toEqual(stayed);
        const isDue = after.holder === null && after.queue.length > 0;
        expect(after.freed_at !== null).toBe(isDue);
      }
    }),
    { seed: 20260301, numRuns: 500 },
  );
});
