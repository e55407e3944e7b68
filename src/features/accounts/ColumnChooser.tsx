import { ArrowDown, ArrowUp, Columns3 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { type Column, columnLooks, columns, moved, toggled } from "./columns.ts";

export interface ColumnChooserProps {
  chosen: readonly Column[];
  onChoose: (chosen: readonly Column[]) => void;
}

/** Which columns there are, and in what order. Escape or a click elsewhere closes it. */
export function ColumnChooser({ chosen, onChoose }: ColumnChooserProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const onPress = ({ target }: Event) => {
      if (!root.current?.contains(target as Node)) setOpen(false);
    };
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== "Escape") return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener("pointerdown", onPress);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", onPress);
      document.removeEventListener("keydown", onKey);
    };
  }, [open]);
  const hidden = columns.filter((column) => !chosen.includes(column));
  return (
    <div ref={root} className="relative">
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="inline-flex min-h-9 w-full items-center justify-center gap-2 rounded-control border border-edge bg-card px-3 text-sm hover:bg-sunken"
      >
        <Columns3 aria-hidden size={16} />
        Columns
      </button>
      {open && (
        <ul
          aria-label="Columns"
          className="absolute right-0 z-20 mt-1 w-56 rounded-control border border-line bg-card p-2 text-sm shadow-lg"
        >
          {[...chosen, ...hidden].map((column) => (
            <li key={column} className="flex items-center gap-1">
              <label className="flex min-h-9 grow items-center gap-2 px-1">
                <input
                  type="checkbox"
                  checked={chosen.includes(column)}
                  onChange={() => onChoose(toggled(chosen, column))}
                />
                {columnLooks[column].title}
              </label>
              {chosen.includes(column) && (
                <>
                  <Move column={column} by={-1} {...{ chosen, onChoose }} />
                  <Move column={column} by={1} {...{ chosen, onChoose }} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface MoveProps extends ColumnChooserProps {
  column: Column;
  by: -1 | 1;
}

/** At the end it says so and does nothing, but keeps the focus that got it there. */
function Move({ column, by, chosen, onChoose }: MoveProps) {
  const after = moved(chosen, column, by);
  const stays = after.every((other, at) => other === chosen[at]);
  const Icon = by < 0 ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      aria-label={`Move ${columnLooks[column].title} ${by < 0 ? "left" : "right"}`}
      aria-disabled={stays || undefined}
      onClick={() => !stays && onChoose(after)}
      className="inline-flex size-9 items-center justify-center rounded-control text-muted hover:bg-sunken aria-disabled:opacity-40"
    >
      <Icon aria-hidden size={16} />
    </button>
  );
}
