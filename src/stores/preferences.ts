import { create } from "zustand";
import { persist } from "zustand/middleware";

const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

interface Preferences {
  theme: Theme;
  chooseTheme: (theme: Theme) => void;
  /** The project whose slots and lock are looked at; it may be gone by now. */
  projectId: string | null;
  /** Single keys act, outside of text fields. */
  shortcuts: boolean;
  switchShortcuts: (on: boolean) => void;
  chooseProject: (id: string) => void;
  /** The warnings that were put away, each for one month and level: "2026-05 approaching". */
  dismissed: readonly string[];
  /** Puts a warning away; those of other months need not be remembered any more. */
  dismissWarning: (period: string, level: string) => void;
}

const NAME = "leeway.preferences";

/** How a warning that was put away is remembered. */
export const warningKey = (period: string, level: string): string => `${period} ${level}`;

/** What a person has chosen in this browser. `public/theme.js` reads the theme before the first paint. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      theme: "system",
      chooseTheme: (theme) => set({ theme }),
      shortcuts: true,
      switchShortcuts: (shortcuts) => set({ shortcuts }),
      projectId: null,
      chooseProject: (projectId) => set({ projectId }),
      dismissed: [],
      dismissWarning: (period, level) =>
        set(({ dismissed }) => ({
          dismissed: [
            ...dismissed.filter((key) => key.startsWith(`${period} `)),
            warningKey(period, level),
          ],
        })),
    }),
    {
      name: NAME,
      partialize: ({ theme, projectId, shortcuts, dismissed }) => ({
        theme,
        projectId,
        shortcuts,
        dismissed,
      }),
      merge: (kept, current) => {
        const found = keptIn(kept);
        // Two tabs may look at two projects.
        return { ...current, ...found, projectId: current.projectId ?? found.projectId ?? null };
      },
    },
  ),
);

/** What was chosen in another tab. */
addEventListener("storage", ({ key }) => {
  if (key === NAME) void usePreferences.persist.rehydrate();
});

/** What lies in storage may be another version's, or anybody's. */
function keptIn(kept: unknown): Partial<Preferences> {
  const { theme, projectId, shortcuts, dismissed } = (kept ?? {}) as Record<string, unknown>;
  const known = themes.find((name) => name === theme);
  return {
    ...(known ? { theme: known } : {}),
    ...(typeof projectId === "string" ? { projectId } : {}),
    ...(typeof shortcuts === "boolean" ? { shortcuts } : {}),
    ...(Array.isArray(dismissed)
      ? { dismissed: dismissed.filter((key) => typeof key === "string") }
      : {}),
  };
}
