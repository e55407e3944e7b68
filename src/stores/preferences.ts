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
}

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
    }),
    {
      name: "leeway.preferences",
      partialize: ({ theme, projectId, shortcuts }) => ({ theme, projectId, shortcuts }),
      merge: (kept, current) => ({ ...current, ...keptIn(kept) }),
    },
  ),
);

/** What lies in storage may be another version's, or anybody's. */
function keptIn(kept: unknown): Partial<Preferences> {
  const { theme, projectId, shortcuts } = (kept ?? {}) as Record<string, unknown>;
  const known = themes.find((name) => name === theme);
  return {
    ...(known ? { theme: known } : {}),
    ...(typeof projectId === "string" ? { projectId } : {}),
    ...(typeof shortcuts === "boolean" ? { shortcuts } : {}),
  };
}
