import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  demoteHolder,
  inOrder,
  leaveSlots,
  noSlots,
  promoteWaiter,
  renewSlot,
  type SlotClaim,
  type Slots,
  takeSlot,
} from "./slots.ts";

const T0 = Date.parse("2026-03-01T12:00:00.000Z");
const LEASE_MS = 90_000;

const claim = (run_id: string, at = T0): SlotClaim => ({ run_id, at, expires_at: at + LEASE_MS });
const ids = (of: readonly { run_id: string }[]) => of.map(({ run_id }) => run_id);
/** What the claims of these runs, a second apart, make of two slots. */
const filled = (...runs: string[]): Slots =>
  runs.reduce(
    (slots, run, n) => takeSlot(slots, claim(run, T0 + n * 1000), 2, true).slots,
    noSlots,
  );

describe("a claim", () => {
  it.each([
    { held: "", max: 2, wait: true, outcome: "taken" },
    { held: "a", max: 2, wait: true, outcome: "taken" },
    { held: "a b", max: 2, wait: true, outcome: "queued" },
    { held: "a b", max: 2, wait: false, outcome: "full" },
    { held: "a b", max: 1, wait: true, outcome: "queued" },
    { held: "", max: 0, wait: true, outcome: "queued" },
    { held: "", max: 0, wait: false, outcome: "full" },
    // A limit that was raised is for those who wait already.
    { held: "a b c", max: 9, wait: true, outcome: "queued" },
    { held: "a b c", max: 9, wait: false, outcome: "full" },
  ])("after [$held] of $max, waiting $wait, is $outcome", ({ held, max, wait, outcome }) => {
    const before = filled(...held.split(" ").filter(Boolean));
    const { slots, outcome: had } = takeSlot(before, claim("new", T0 + 60_000), max, wait);
    expect(had).toBe(outcome);
    expect(ids(slots.holders).includes("new")).toBe(outcome === "taken");
    expect(ids(slots.queue).includes("new")).toBe(outcome === "queued");
    expect(slots === before).toBe(outcome === "full");
  });

  it.each(["a", "c"])("made again by %s changes nothing", (run) => {
    const before = filled("a", "b", "c");
    expect(takeSlot(before, claim(run, T0 + 5000), 9, true).slots).toBe(before);
  });

  it("finds a lapsed lease still counted: only an end frees a slot", () => {
    const late = claim("c", T0 + 10 * LEASE_MS);
    expect(takeSlot(filled("a", "b"), late, 2, true).outcome).toBe("queued");
  });
});

describe("the queue", () => {
  it("is first come, first served, and by id within a millisecond", () => {
    const waiters = [
      { run_id: "b", queued_at: 2 },
      { run_id: "z", queued_at: 1 },
      { run_id: "a", queued_at: 2 },
    ];
    expect(ids(inOrder(waiters))).toEqual(["z", "a", "b"]);
  });

  it("gives nothing without a free slot, and nothing to nobody", () => {
    expect(promoteWaiter(filled("a", "b", "c"), 2, T0, T0 + LEASE_MS)).toBeNull();
    expect(promoteWaiter(filled("a", "b", "c"), 1, T0, T0 + LEASE_MS)).toBeNull();
    expect(promoteWaiter(filled("a"), 2, T0, T0 + LEASE_MS)).toBeNull();
  });

  it("leases from the moment of the promotion", () => {
    const at = T0 + 40_000;
    const promoted = promoteWaiter(leaveSlots(filled("a", "b", "c"), "a"), 2, at, at + LEASE_MS);
    expect(promoted?.slots).toMatchObject({
      holders: [
        { run_id: "b" },
        { run_id: "c", held_since: at, heartbeat_at: at, expires_at: at + LEASE_MS },
      ],
      queue: [],
    });
  });

  it("has a demoted waiter back at its place", () => {
    const before = leaveSlots(filled("a", "b", "c", "d"), "a");
    const promoted = promoteWaiter(before, 2, T0 + 40_000, T0 + 40_000 + LEASE_MS);
    if (!promoted) throw new Error("nobody was promoted");
    expect(demoteHolder(promoted.slots, promoted.waiter)).toEqual(before);
  });

  it("takes nobody in by a demotion who has left meanwhile", () => {
    const before = leaveSlots(filled("a", "b", "c", "d"), "a");
    const promoted = promoteWaiter(before, 2, T0 + 40_000, T0 + 40_000 + LEASE_MS);
    if (!promoted) throw new Error("nobody was promoted");
    const left = leaveSlots(promoted.slots, "c");
    expect(demoteHolder(left, promoted.waiter)).toEqual(left);
  });
});

describe("a heartbeat", () => {
  it("lengthens the lease it belongs to, and gives none", () => {
    const before = filled("a", "b", "c");
    const at = T0 + 30_000;
    const [a, b] = renewSlot(before, claim("a", at)).holders;
    expect(a).toEqual({ ...before.holders[0], heartbeat_at: at, expires_at: at + LEASE_MS });
    expect(b).toEqual(before.holders[1]);
    expect(renewSlot(before, claim("c", at))).toEqual(before);
  });
});

/** A sequence of acts on few runs, so that they meet. */
const acts = fc.array(
  fc.record({
    act: fc.constantFrom("take", "promote", "demote", "renew", "leave", "limit"),
    run: fc.integer({ min: 0, max: 7 }).map((n) => `run-${n}`),
    max: fc.integer({ min: 0, max: 4 }),
  }),
  { maxLength: 80 },
);

it("never exceeds the limit, loses a run, has one twice, or lets one overtake, whatever happens", () => {
  fc.assert(
    fc.property(acts, (sequence) => {
      let slots = noSlots;
      let max = 2;
      let isFair = true;
      let promoted: ReturnType<typeof promoteWaiter> = null;
      /** The model: who is in, in the order of coming, and who has a slot. */
      let waiting: string[] = [];
      const holding = new Set<string>();
      for (const [n, { act, run, max: next }] of sequence.entries()) {
        const at = T0 + n;
        const before = slots.holders.length;
        if (act === "limit") max = next;
        else if (act === "take") {
          const isIn = holding.has(run) || waiting.includes(run);
          const { slots: after, outcome } = takeSlot(slots, claim(run, at), max, true);
          slots = after;
          if (!isIn && outcome === "taken") holding.add(run);
          if (!isIn && outcome === "queued") waiting.push(run);
        } else if (act === "promote") {
          promoted = promoteWaiter(slots, max, at, at + LEASE_MS);
          const next = holding.size < max ? waiting.shift() : undefined;
          isFair &&= promoted?.waiter.run_id === next;
          if (next !== undefined) holding.add(next);
          slots = promoted?.slots ?? slots;
        } else if (act === "demote" && promoted) {
          const { waiter } = promoted;
          slots = demoteHolder(slots, waiter);
          if (holding.delete(waiter.run_id)) waiting.unshift(waiter.run_id);
          promoted = null;
        } else if (act === "renew") slots = renewSlot(slots, claim(run, at));
        else if (act === "leave") {
          slots = leaveSlots(slots, run);
          holding.delete(run);
          waiting = waiting.filter((other) => other !== run);
          if (promoted?.waiter.run_id === run) promoted = null;
        }
        expect(isFair).toBe(true);
        expect(new Set(ids(slots.holders))).toEqual(holding);
        expect(slots.holders).toHaveLength(holding.size);
        expect(ids(slots.queue)).toEqual(waiting);
        expect(slots.holders.length).toBeLessThanOrEqual(Math.max(max, before));
        expect(ids(slots.queue)).toEqual(ids(inOrder(slots.queue)));
      }
    }),
    { seed: 20260301, numRuns: 500 },
  );
});
