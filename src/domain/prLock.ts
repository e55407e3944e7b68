import type { PrLockState } from "../contract/quota.ts";

/** How long an acquisition holds, and a renewal after it (seed 002, story 11.3). */
export const LOCK_SECONDS = 120;

/** With less than this left the holder has missed its renewals. */
export const STUCK_BELOW_SECONDS = 40;

/** A waiter that does not ask within so long after its turn has come loses its place. */
export const TURN_SECONDS = 30;

export interface LockHolder {
  run_id: string;
  fencing_token: number;
  held_since: number;
  lease_expires_at: number;
}

export interface LockWaiter {
  run_id: string;
  queued_at: number;
}

/** One project's advisory lock; moments in milliseconds since 1970. */
export interface Lock {
  /** The last token given out. It never falls, or a late writer of an older grant could pass. */
  readonly fencing: number;
  readonly holder: LockHolder | null;
  /** When the first waiter's turn came; null while the lock is held. */
  readonly freed_at: number | null;
  readonly queue: readonly LockWaiter[];
}

export const newLock: Lock = { fencing: 0, holder: null, freed_at: null, queue: [] };

export type LockAnswer =
  | { granted: true; holder: LockHolder }
  | { granted: false; position: number; queue_depth: number };

/** The lock as time has left it: a lapsed lease is over, and turns that were not taken are past. */
export function settleLock(lock: Lock, now: number): Lock {
  if (lock.holder && lock.holder.lease_expires_at <= now) {
    const freed = { ...lock, holder: null, freed_at: lock.holder.lease_expires_at };
    return settleLock(freed, now);
  }
  if (lock.holder || lock.freed_at === null) return lock;
  if (lock.queue.length === 0) return { ...lock, freed_at: null };
  const past = Math.floor((now - lock.freed_at) / (TURN_SECONDS * 1000));
  if (past <= 0) return lock;
  const queue = lock.queue.slice(past);
  const freed_at = queue.length > 0 ? lock.freed_at + past * TURN_SECONDS * 1000 : null;
  return { ...lock, freed_at, queue };
}

/**
 * Takes the lock, or a place in its queue. Asking again keeps the place, and is granted once the
 * turn has come; asking again as the holder is answered with the grant that stands.
 */
export function acquireLock(
  before: Lock,
  runId: string,
  now: number,
): { lock: Lock; answer: LockAnswer } {
  const lock = settleLock(before, now);
  const { holder } = lock;
  if (holder?.run_id === runId) return { lock, answer: { granted: true, holder } };
  const first = lock.queue[0];
  if (!holder && (!first || first.run_id === runId)) {
    const granted: LockHolder = {
      run_id: runId,
      fencing_token: lock.fencing + 1,
      held_since: now,
      lease_expires_at: now + LOCK_SECONDS * 1000,
    };
    return {
      lock: {
        fencing: granted.fencing_token,
        holder: granted,
        freed_at: null,
        queue: lock.queue.slice(1),
      },
      answer: { granted: true, holder: granted },
    };
  }
  const waits = lock.queue.some(({ run_id }) => run_id === runId);
  const queue = waits ? lock.queue : [...lock.queue, { run_id: runId, queued_at: now }];
  const position = queue.findIndex(({ run_id }) => run_id === runId) + 1;
  return {
    lock: { ...lock, queue },
    answer: { granted: false, position, queue_depth: queue.length },
  };
}

/** A renewal, however often; null, and nothing changed, if the grant is over or another's. */
export function renewLock(
  before: Lock,
  grant: Pick<LockHolder, "run_id" | "fencing_token">,
  now: number,
): { lock: Lock; holder: LockHolder } | null {
  const lock = settleLock(before, now);
  if (!lock.holder || !isOf(lock.holder, grant)) return null;
  const holder = { ...lock.holder, lease_expires_at: now + LOCK_SECONDS * 1000 };
  return { lock: { ...lock, holder }, holder };
}

/** Null, and nothing changed, if the grant is over or another's. */
export function releaseLock(
  before: Lock,
  grant: Pick<LockHolder, "run_id" | "fencing_token">,
  now: number,
): Lock | null {
  const lock = settleLock(before, now);
  if (!lock.holder || !isOf(lock.holder, grant)) return null;
  return settleLock({ ...lock, holder: null, freed_at: now }, now);
}

/** A run is over: what it holds is free, and where it waits it does not any more. */
export function leaveLock(before: Lock, runId: string, now: number): Lock {
  const lock = settleLock(before, now);
  if (lock.holder?.run_id === runId) {
    return settleLock({ ...lock, holder: null, freed_at: now }, now);
  }
  const wasNext = !lock.holder && lock.queue[0]?.run_id === runId;
  const queue = lock.queue.filter(({ run_id }) => run_id !== runId);
  if (queue.length === lock.queue.length) return lock;
  return settleLock({ ...lock, queue, freed_at: wasNext ? now : lock.freed_at }, now);
}

/** What to call it. `lock` must be settled. */
export function lockState({ holder, queue }: Lock, now: number): PrLockState {
  if (!holder) return "free";
  if (holder.lease_expires_at - now < STUCK_BELOW_SECONDS * 1000) return "stuck";
  return queue.length > 0 ? "draining" : "held";
}

const isOf = (holder: LockHolder, grant: Pick<LockHolder, "run_id" | "fencing_token">): boolean =>
  holder.run_id === grant.run_id && holder.fencing_token === grant.fencing_token;
