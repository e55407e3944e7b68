import { Keyboard } from "lucide-react";
import { useMemo, useState } from "react";
import { useNavigate } from "react-router";
import { usePreferences } from "../../stores/preferences.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { pages } from "./pages.ts";
import { useShortcuts } from "./useShortcuts.ts";

const ROWS: readonly (readonly [keys: string, does: string])[] = [
  ["?", "Open this sheet"],
  ...pages.map(({ key, label }) => [`g ${key}`, `Go to ${label}`] as const),
  ["Tab", "Next control; with Shift the one before"],
  ["Enter", "Follow a link, press a button; what is blocked says why"],
  ["↑ ↓", "Go over the accounts; Page keys, Home and End too, Enter opens one"],
  ["Ctrl Enter", "Start the run from its message (⌘ Enter on a Mac)"],
  ["Esc", "Close a dialog or an explanation"],
];

/** What the keyboard can do, on `?` and by a button; single keys can be switched off. */
export function KeyboardHelp() {
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  const { shortcuts, switchShortcuts } = usePreferences();
  const acts = useMemo(
    () => ({
      "?": () => setOpen(true),
      ...Object.fromEntries(pages.map(({ key, to }) => [`g ${key}`, () => void navigate(to)])),
    }),
    [navigate],
  );
  useShortcuts(acts, shortcuts);
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="flex min-h-9 items-center gap-2 rounded-control px-2 text-sm text-muted hover:bg-sunken hover:text-ink max-md:hidden"
      >
        <Keyboard aria-hidden size={17} />
        Keyboard
      </button>
      <Dialog open={open} title="Keyboard" onClose={() => setOpen(false)}>
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
        <div className="mt-5 flex justify-end">
          <Button onClick={() => setOpen(false)}>Close</Button>
        </div>
      </Dialog>
    </>
  );
}
