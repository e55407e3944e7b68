import { usePreferences } from "../../stores/preferences.ts";
import { pages } from "./pages.ts";

const ROWS: readonly (readonly [keys: string, does: string])[] = [
  ["?", "Open this sheet"],
  ...pages.map(({ key, label }) => [`g ${key}`, `Go to ${label}`] as const),
  ["Tab", "Next control; with Shift the one before"],
  ["Enter", "Follow a link, press a button; what is blocked says why"],
  ["↑ ↓", "Go over the accounts; Page keys, Home and End too, Enter opens one"],
  ["Ctrl Enter", "Start the run from its message (⌘ Enter on a Mac)"],
  ["Esc", "Close a dialog, an explanation, the details of an account"],
];

/** Which keys do what, and whether single keys do anything. */
export function KeyboardSheet() {
  const { shortcuts, switchShortcuts } = usePreferences();
  return (
    <>
      <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-sm">
        {ROWS.map(([keys, does]) => (
          <div key={keys} className="contents">
            <dt className="flex gap-1">
              {keys.split(" ").map((key) => (
                <kbd
                  key={key}
                  className="h-fit rounded-chip border border-edge px-1.5 font-mono text-xs"
                >
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label className="mt-4 flex items-center gap-2 text-sm">
        <input
          type="checkbox"
          checked={shortcuts}
          onChange={({ target }) => switchShortcuts(target.checked)}
        />
        Keys without Ctrl or ⌘ work outside of text fields
      </label>
    </>
  );
}
