import { newLock } from "../../src/domain/prLock.ts";
import { readRunWindow } from "../../src/domain/runWindow.ts";
import { noSlots, type Slots } from "../../src/domain/slots.ts";
import type { Changed, Counted, Counters, Pool, StoredLock } from "./counters.ts";
import { EngineUnavailableError } from "./engineUnavailable.ts";

interface State {
  windows: Map<string, Map<string, number>>;
  slots: Map<string, Slots>;
  locks: Map<string, StoredLock>;
}

const keyOf = (pool: Pool) =>
  "project_id" in pool ? `repo:${pool.project_id}` : `user:${pool.user_id}`;

/** Counters of a single process: atomic because nothing is awaited between reading and taking. */
export function createMemoryCounters(): Counters {
  let filled: State | null = null;
  const listeners = new Set<(changed: Changed) => void>();

  const state = (): State => {
    if (filled === null) throw new EngineUnavailableError("counters");
    return filled;
  };
  const windowOf = (userId: string) => {
    const { windows } = state();
    let window = windows.get(userId);
    if (!window) windows.set(userId, (window = new Map()));
    return window;
  };
  /** Forgets what has left, so that a window holds at most what it may count. */
  const prune = (window: Map<string, number>, windowSeconds: number, now: number) => {
    for (const [runId, takenAt] of window) {
      if (takenAt + windowSeconds * 1000 <= now) window.delete(runId);
    }
  };
  const lockOf = (projectId: string) =>
    state().locks.get(projectId) ?? { lock: newLock, revision: 0 };

  return {
    async ping() {
      state();
    },
    async takePlace({ user_id, run_id, taken_at }, allowance) {
      const window = windowOf(user_id);
      prune(window, allowance.window_seconds, taken_at);
      const read = () => readRunWindow([...window.values()], allowance, taken_at);
      if (window.has(run_id)) return { taken: true, quota: read() };
      if (window.size >= allowance.max) return { taken: false, quota: read() };
      window.set(run_id, taken_at);
      return { taken: true, quota: read() };
    },
    async giveBackPlace(userId, runId) {
      windowOf(userId).delete(runId);
    },
    async readRunQuota(userId, allowance, now) {
      return readRunWindow([...windowOf(userId).values()], allowance, now);
    },
    async readSlots(pool) {
      return state().slots.get(keyOf(pool)) ?? noSlots;
    },
    async changeSlots(pool, rule) {
      const all = state().slots;
      const key = keyOf(pool);
      const { slots, answer } = rule(all.get(key) ?? noSlots);
      if (slots.holders.length + slots.queue.length > 0) all.set(key, slots);
      else all.delete(key);
      return answer;
    },
    async readLock(projectId) {
      return lockOf(projectId).lock;
    },
    async changeLock(projectId, rule) {
      const before = lockOf(projectId);
      const { lock, answer } = rule(before.lock);
      const changed = lock !== before.lock;
      const stored = changed ? { lock, revision: before.revision + 1 } : before;
      if (changed) state().locks.set(projectId, stored);
      return { answer, stored, changed };
    },
    async rebuild({ places, slots, locks }: Counted) {
      filled = {
        windows: new Map(),
        slots: new Map(slots.map(({ pool, slots }) => [keyOf(pool), slots])),
        locks: new Map(locks.map(({ project_id, ...stored }) => [project_id, stored])),
      };
      for (const { user_id, run_id, taken_at } of places) windowOf(user_id).set(run_id, taken_at);
    },
    async publish(changed) {
      for (const listener of listeners) listener(changed);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
