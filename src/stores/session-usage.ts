import { create } from "zustand";
import { persist, type PersistStorage } from "zustand/middleware";
import { ComputeUsage } from "../contract/sessions.ts";
import { isAtUsageQuota } from "../domain/compute.ts";

interface SessionUsage {
  /** The last compute usage that the server told; null is unknown. */
  usage: ComputeUsage | null;
  /** When this machine received it, by its own clock; milliseconds since 1970. */
  received_at: number;
  /** Learns from an answer, unless one that was received later is here already. */
  take: (usage: ComputeUsage, received_at: number) => void;
  /** Is the month's compute used up, as far as is known (seed 000)? */
  isAtUsageQuota: (now: number) => boolean;
}

type Kept = Pick<SessionUsage, "usage" | "received_at">;

const NAME = "leeway.session-usage";

/** Anybody may have written what lies in storage, and storage may be closed: both leave it unknown. */
const storage: PersistStorage<Kept> = {
  getItem(name) {
    try {
      const { state } = JSON.parse(localStorage.getItem(name) ?? "") as { state: unknown };
      const { usage, received_at } = state as Record<keyof Kept, unknown>;
      return {
        state: {
          usage: ComputeUsage.parse(usage),
          received_at: typeof received_at === "number" ? received_at : 0,
        },
      };
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
      received_at: 0,
      take: (usage, received_at) => {
        if (isNews({ usage, received_at }, get())) set({ usage, received_at });
      },
      isAtUsageQuota: (now) => isAtUsageQuota(get().usage, now),
    }),
    {
      name: NAME,
      storage,
      partialize: ({ usage, received_at }) => ({ usage, received_at }),
      merge: (kept, current) =>
        kept && isNews(kept as Kept, current) ? { ...current, ...(kept as Kept) } : current,
    },
  ),
);

/** What another tab has learned. */
addEventListener("storage", ({ key }) => {
  if (key === NAME) void useSessionUsage.persist.rehydrate();
});

/**
 * All tabs share this machine's clock, so what was received later is newer, whatever the server's
 * clock said meanwhile. A receipt that lies ahead is from before this clock was set back: anything
 * replaces it.
 *
 * A declaration, because the store asks while this module is still being read.
 */
function isNews(kept: Kept, than: Kept): boolean {
  if (than.usage === null || than.received_at > Date.now()) return true;
  return kept.received_at >= than.received_at;
}
