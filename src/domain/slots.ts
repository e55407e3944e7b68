/** A lease on one slot; moments in milliseconds since 1970. */
export interface SlotHolder {
  run_id: string;
  held_since: number;
  heartbeat_at: number;
  expires_at: number;
}

export interface SlotWaiter {
  run_id: string;
  queued_at: number;
}

/** The slots of one owner (a project, a person) and who waits for them, the longest first. */
export interface Slots {
  readonly holders: readonly SlotHolder[];
  readonly queue: readonly SlotWaiter[];
}

export const noSlots: Slots = { holders: [], queue: [] };

/** A claim is made at `at`, and its lease would end at `expires_at`. */
export interface SlotClaim {
  run_id: string;
  at: number;
  expires_at: number;
}

export type SlotOutcome = "taken" | "queued" | "full";

/**
 * Takes a slot if there is one free and nobody waits for it. Otherwise the claim waits, or, where
 * waiting is not wanted, finds the slots full. Claiming again changes nothing.
 *
 * A lapsed lease still counts: its slot is free when its run has ended, and not before.
 */
export function takeSlot(
  slots: Slots,
  claim: SlotClaim,
  max: number,
  wait: boolean,
): { slots: Slots; outcome: SlotOutcome } {
  if (slots.holders.some(({ run_id }) => run_id === claim.run_id)) {
    return { slots, outcome: "taken" };
  }
  if (slots.queue.some(({ run_id }) => run_id === claim.run_id)) {
    return { slots, outcome: "queued" };
  }
  if (slots.holders.length < max && slots.queue.length === 0) {
    return { slots: { ...slots, holders: [...slots.holders, leaseOf(claim)] }, outcome: "taken" };
  }
  if (!wait) return { slots, outcome: "full" };
  const waiter = { run_id: claim.run_id, queued_at: claim.at };
  return { slots: { ...slots, queue: inOrder([...slots.queue, waiter]) }, outcome: "queued" };
}

/** Gives a free slot to whoever waits longest; null if there is no slot, or nobody. */
export function promoteWaiter(
  slots: Slots,
  max: number,
  at: number,
  expires_at: number,
): { slots: Slots; waiter: SlotWaiter } | null {
  const [next, ...queue] = slots.queue;
  if (!next || slots.holders.length >= max) return null;
  const lease = leaseOf({ run_id: next.run_id, at, expires_at });
  return { slots: { holders: [...slots.holders, lease], queue }, waiter: next };
}

/** Undoes a promotion: the waiter is back at its place, unless it has left meanwhile. */
export function demoteHolder(slots: Slots, waiter: SlotWaiter): Slots {
  if (!slots.holders.some(({ run_id }) => run_id === waiter.run_id)) return slots;
  const { holders, queue } = leaveSlots(slots, waiter.run_id);
  return { holders, queue: inOrder([...queue, waiter]) };
}

/** A heartbeat: the lease ends later. Who holds no slot gets none by it. */
export function renewSlot(slots: Slots, { run_id, at, expires_at }: SlotClaim): Slots {
  return {
    ...slots,
    holders: slots.holders.map((holder) =>
      holder.run_id === run_id ? { ...holder, heartbeat_at: at, expires_at } : holder,
    ),
  };
}

/** Gives back a slot, or a place in the queue. */
export function leaveSlots(slots: Slots, runId: string): Slots {
  const others = ({ run_id }: { run_id: string }) => run_id !== runId;
  return { holders: slots.holders.filter(others), queue: slots.queue.filter(others) };
}

const leaseOf = ({ run_id, at, expires_at }: SlotClaim): SlotHolder => ({
  run_id,
  held_since: at,
  heartbeat_at: at,
  expires_at,
});

/** First come, first served; of the same millisecond, by id, so that every engine has one order. */
export const inOrder = (queue: readonly SlotWaiter[]): SlotWaiter[] =>
  queue.toSorted((a, b) => a.queued_at - b.queued_at || (a.run_id < b.run_id ? -1 : 1));
