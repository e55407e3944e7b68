import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from "react";

export interface Scroller {
  /** Rows that are visible at a time. */
  step: number;
  scrollTo: (index: number) => void;
}

export interface RovingOptions {
  table: RefObject<HTMLTableElement | null>;
  count: number;
  scroller: RefObject<Scroller>;
  idAt: (index: number) => string | null;
  indexOf: (id: string) => number | null;
  onEnter: (id: string) => void;
  onEscape: (id: string) => void;
}

/**
 * One row of many is reached by Tab, the others from there by arrows, Page and Home or End. The focus
 * belongs to an account, not to a place: it goes with it when the order changes.
 */
export function useRovingRow(options: RovingOptions) {
  const { table, count, scroller, idAt, indexOf, onEnter, onEscape } = options;
  const [chosen, setChosen] = useState<{ index: number; id: string | null }>({
    index: 0,
    id: null,
  });
  const followed = chosen.id === null ? null : indexOf(chosen.id);
  const active = Math.max(0, Math.min(count - 1, followed ?? chosen.index));
  // The focus is here, or was when the row that had it went away.
  const within = useRef(false);

  const rowAt = (index: number) =>
    table.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);

  useLayoutEffect(() => {
    if (!within.current) return;
    const { activeElement } = document;
    const lost = activeElement === document.body || activeElement === null;
    const elsewhere =
      activeElement?.matches("[data-index]") === true && activeElement !== rowAt(active);
    if (lost || elsewhere) rowAt(active)?.focus({ preventScroll: true });
  });

  const go = (index: number) => {
    const to = Math.max(0, Math.min(count - 1, index));
    setChosen({ index: to, id: idAt(to) });
    scroller.current.scrollTo(to);
  };
  const tell = (on: (id: string) => void) => {
    const id = idAt(active);
    if (id !== null) on(id);
  };
  const steps: Readonly<Record<string, () => void>> = {
    ArrowDown: () => go(active + 1),
    ArrowUp: () => go(active - 1),
    PageDown: () => go(active + scroller.current.step),
    PageUp: () => go(active - scroller.current.step),
    Home: () => go(0),
    End: () => go(count - 1),
    Enter: () => tell(onEnter),
    Escape: () => tell(onEscape),
  };
  return {
    active,
    handlers: {
      onFocus({ target }: { target: EventTarget }) {
        within.current = true;
        const row = (target as HTMLElement).closest<HTMLElement>("[data-index]");
        const index = Number(row?.dataset["index"]);
        if (row && index !== active) setChosen({ index, id: idAt(index) });
      },
      onBlur({ relatedTarget }: { relatedTarget: EventTarget | null }) {
        // To nothing: by a click beside it, or with the whole window. A row that goes away tells nobody.
        const stays = relatedTarget
          ? table.current?.contains(relatedTarget as Node) === true
          : !document.hasFocus();
        if (!stays) within.current = false;
      },
      onKeyDown(event: KeyboardEvent<HTMLElement>) {
        const { ctrlKey, metaKey, altKey, key, target } = event;
        if (ctrlKey || metaKey || altKey) return;
        const row = (target as HTMLElement).closest<HTMLElement>("[data-index]");
        if (key === "Escape") row?.focus();
        // In a row's own controls the keys are theirs.
        if (target !== row) return;
        const act = steps[key];
        if (!act) return;
        event.preventDefault();
        act();
      },
    },
  };
}
