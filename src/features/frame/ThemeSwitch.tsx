import { Monitor, Moon, Sun } from "lucide-react";
import { useEffect } from "react";
import { type Theme, usePreferences } from "../../stores/preferences.ts";

const themes: Record<Theme, { next: Theme; label: string; icon: typeof Sun }> = {
  system: { next: "light", label: "System", icon: Monitor },
  light: { next: "dark", label: "Light", icon: Sun },
  dark: { next: "system", label: "Dark", icon: Moon },
};

/** Goes through the themes, one a click. */
export function ThemeSwitch() {
  const { theme, chooseTheme } = usePreferences();
  useEffect(() => {
    if (theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  const { next, label, icon: Icon } = themes[theme];
  return (
    <button
      type="button"
      onClick={() => chooseTheme(next)}
      aria-label={`Theme: ${label}. Change to ${themes[next].label}`}
      className="flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-control px-2 text-sm text-muted hover:bg-sunken hover:text-ink md:min-h-9 md:justify-start"
    >
      <Icon aria-hidden size={17} />
      <span className="max-md:sr-only">Theme: {label}</span>
    </button>
  );
}
