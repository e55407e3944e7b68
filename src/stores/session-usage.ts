import { create } from "zustand";
import { persist, type PersistStorage } from "zustand/middleware";
import { fromInstant } from "../contract/instant.ts";
import { ComputeUsage } from "../contract/sessions.ts";
import { isAtUsageQuota } from "../domain/compute.ts";

interface SessionUsage {
  /** The last compute usage that the server told; null is unknown. */
  usage: ComputeUsage | null;
  /** Learns from an answer, unless a newer one is here already. */
  take: (usage: ComputeUsage) => void;
  /** Is the month's compute used up, as far as is known (seed 000)? */
  isAtUsageQuota: (now: number) => boolean;
}

type Kept = Pick<SessionUsage, "usage">;

const NAME = "leeway.session-usage";

/** Anybody may have written what lies in storage, and storage may be closed: both leave it unknown. */
const storage: PersistStorage<Kept> = {
  getItem(name) {
    try {
      const { state } = JSON.parse(localStorage.getItem(name) ?? "") as { state: unknown };
      const usage = ComputeUsage.parse((state as { usage: unknown }).usage);
      return { state: { usage } };
    } catch {
      return null;
    }
  },
  setItem(name, value) {
    try {
      localStorage.setItem(name, JSON.stringify(value));
    } catch {
      // It is known until the page is left.
    }
  },
  removeItem(name) {
    try {
      localStorage.removeItem(name);
    } catch {
      // Nothing is kept there.
    }
  },
};

/** The compute usage as last seen, kept so that the button knows at once after a reload. */
export const useSessionUsage = create<SessionUsage>()(
  persist(
    (set, get) => ({
      usage: null,
      take: (usage) => {
        if (isNewer(usage, get().usage)) set({ usage });
      },
      isAtUsageQuota: (now) => isAtUsageQuota(get().usage, now),
    }),
    {
      name: NAME,
      storage,
      partialize: ({ usage }) => ({ usage }),
      merge: (kept, current) => {
        const usage = (kept as Kept | undefined)?.usage ?? null;
        return usage !== null && isNewer(usage, current.usage) ? { ...current, usage } : current;
      },
    },
  ),
);

/** What another tab has learned. */
addEventListener("storage", ({ key }) => {
  if (key === NAME) void useSessionUsage.persist.rehydrate();
});

function isNewer(usage: ComputeUsage, than: ComputeUsage | null): boolean {
  if (than === null) return true;
  if (usage.period < than.period) return false;
  return fromInstant(usage.observed_at) >= fromInstant(than.observed_at);
}
