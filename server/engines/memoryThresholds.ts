import type { Thresholds } from "../../src/contract/thresholds.ts";
import type { Override, ThresholdRecords } from "./thresholdRecords.ts";

/** Caps and overrides without a disk. */
export function createMemoryThresholds(): ThresholdRecords {
  const users = new Map<string, Thresholds>();
  const overrides = new Map<string, { override: Override; used_by: string | null }>();

  const open = (userId: string, now: string) =>
    [...overrides.values()]
      .filter(({ override, used_by }) => override.user_id === userId && used_by === null)
      .map(({ override }) => override)
      .filter(({ expires_at }) => expires_at > now)
      .toSorted((a, b) => (a.expires_at < b.expires_at ? -1 : 1))[0] ?? null;

  return {
    readThresholds: async (userId) => users.get(userId) ?? { session_pct: null, week_pct: null },
    async writeThresholds(userId, { session_pct, week_pct }) {
      users.set(userId, { session_pct, week_pct });
    },
    async addOverride(override) {
      if (open(override.user_id, override.at)) return false;
      overrides.set(override.id, { override, used_by: null });
      return true;
    },
    openOverride: async (userId, now) => open(userId, now),
    async useOverride(id, runId, at) {
      const known = overrides.get(id);
      if (!known) return false;
      if (known.used_by === null && known.override.expires_at > at) known.used_by = runId;
      return known.used_by === runId;
    },
    hasOverride: async (runId) => [...overrides.values()].some(({ used_by }) => used_by === runId),
    async returnOverride(runId) {
      const taken = [...overrides.values()].filter(({ used_by }) => used_by === runId);
      for (const known of taken) known.used_by = null;
      return taken.length > 0;
    },
  };
}
