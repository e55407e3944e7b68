import { create } from "zustand";
import { persist } from "zustand/middleware";

export type Theme = "system" | "light" | "dark";

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
    { name: "leeway.preferences", partialize: ({ theme }) => ({ theme }) },
  ),
);
