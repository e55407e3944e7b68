import { Keyboard } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { useNavigate } from "react-router";
import { usePreferences } from "../../stores/preferences.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { pages } from "./pages.ts";
import { useShortcuts } from "./useShortcuts.ts";

/** Fetched when it is asked for. */
const KeyboardSheet = lazy(async () => {
  const { KeyboardSheet: sheet } = await import("./KeyboardSheet.tsx");
  return { default: sheet };
});

/** What the keyboard can do, on `?` and by a button; single keys can be switched off. */
export function KeyboardHelp() {
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  const shortcuts = usePreferences((preferences) => preferences.shortcuts);
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
        {open && (
          <Suspense fallback={<Skeleton lines={8} label="Loading the keys" />}>
            <KeyboardSheet />
          </Suspense>
        )}
        <div className="mt-5 flex justify-end">
          <Button onClick={() => setOpen(false)}>Close</Button>
        </div>
      </Dialog>
    </>
  );
}
