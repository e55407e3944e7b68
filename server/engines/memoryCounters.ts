import { readRunWindow } from "../../src/domain/runWindow.ts";
import type { Changed, Counters, Place } from "./counters.ts";
import { EngineUnavailableError } from "./engineUnavailable.ts";

/** Counters of a single process: atomic because nothing is awaited between reading and taking. */
export function createMemoryCounters(): Counters {
  let windows: Map<string, Map<string, number>> | null = null;
  const listeners = new Set<(changed: Changed) => void>();

  const windowOf = (userId: string) => {
    if (windows === null) throw new EngineUnavailableError("counters");
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

  return {
    async ping() {
      if (windows === null) throw new EngineUnavailableError("counters");
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
    async rebuild(places: readonly Place[]) {
      windows = new Map();
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
