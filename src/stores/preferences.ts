import { create } from "zustand";
import { persist } from "zustand/middleware";

const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

interface Preferences {
  theme: Theme;
  chooseTheme: (theme: Theme) => void;
}

/** What a person has chosen in this browser. `public/theme.js` reads the theme before the first paint. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      theme: "system",
      chooseTheme: (theme) => set({ theme }),
    }),
    {
      name: "leeway.preferences",
      partialize: ({ theme }) => ({ theme }),
      merge: (kept, current) => ({ ...current, theme: themeIn(kept) ?? current.theme }),
    },
  ),
);

/** What lies in storage may be another version's, or anybody's. */
function themeIn(kept: unknown): Theme | undefined {
  const { theme } = (kept ?? {}) as { theme?: unknown };
  return themes.find((known) => known === theme);
}
