import { create } from "zustand";
import { persist } from "zustand/middleware";

const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

interface Preferences {
  theme: Theme;
  chooseTheme: (theme: Theme) => void;
  /** The project whose slots and lock are looked at; it may be gone by now. */
  projectId: string | null;
  chooseProject: (id: string) => void;
}

/** What a person has chosen in this browser. `public/theme.js` reads the theme before the first paint. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      theme: "system",
      chooseTheme: (theme) => set({ theme }),
      projectId: null,
      chooseProject: (projectId) => set({ projectId }),
    }),
    {
      name: "leeway.preferences",
      partialize: ({ theme, projectId }) => ({ theme, projectId }),
      merge: (kept, current) => ({ ...current, ...keptIn(kept) }),
    },
  ),
);

/** What lies in storage may be another version's, or anybody's. */
function keptIn(kept: unknown): Partial<Preferences> {
  const { theme, projectId } = (kept ?? {}) as Record<string, unknown>;
  const known = themes.find((name) => name === theme);
  return {
    ...(known ? { theme: known } : {}),
    ...(typeof projectId === "string" ? { projectId } : {}),
  };
}
