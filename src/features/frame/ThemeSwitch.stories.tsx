import { useEffect } from "react";
import { storiesOf } from "../../gallery/story.tsx";
import { type Theme, usePreferences } from "../../stores/preferences.ts";
import { ThemeSwitch } from "./ThemeSwitch.tsx";

/** The whole story takes on the theme. */
function Chosen({ theme }: { theme: Theme }) {
  useEffect(() => {
    usePreferences.setState({ theme });
  }, [theme]);
  return (
    <div className="max-w-52 rounded-card border border-line bg-card p-2">
      <ThemeSwitch />
    </div>
  );
}

const note = "Each click goes to the next: system, light, dark.";

export const stories = [
  storiesOf("ThemeSwitch", Chosen, {
    system: { props: { theme: "system" }, note },
    light: { props: { theme: "light" }, note },
    dark: { props: { theme: "dark" }, note },
  }),
];
