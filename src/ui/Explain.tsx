import { Info } from "lucide-react";
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from "react";

/** Time to bring the pointer from the button to the text. */
const LEAVING_MS = 200;
const MARGIN_PX = 8;

/**
 * A small button that explains something: by click, Enter or touch, and for a mouse also by resting on
 * it. Escape, a click elsewhere or leaving it closes it. Screen readers have the text with the button.
 */
export function Explain({ label, children }: { label: string; children: ReactNode }) {
  // What the mouse has opened goes when it leaves; what was asked for stays.
  const [open, setOpen] = useState<"no" | "hovered" | "asked">("no");
  const id = useId();
  const root = useRef<HTMLSpanElement>(null);
  const tip = useRef<HTMLSpanElement>(null);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isOpen = open !== "no";

  useEffect(() => {
    if (!isOpen) return;
    const onKey = ({ key }: KeyboardEvent) => key === "Escape" && setOpen("no");
    const onPress = ({ target }: Event) => !root.current?.contains(target as Node) && setOpen("no");
    document.addEventListener("keydown", onKey);
    document.addEventListener("pointerdown", onPress);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("pointerdown", onPress);
    };
  }, [isOpen]);
  useEffect(() => () => clearTimeout(leaving.current), []);
  useLayoutEffect(() => {
    if (!isOpen || !tip.current) return;
    tip.current.style.translate = "";
    const { left, right } = tip.current.getBoundingClientRect();
    const over = right - (document.documentElement.clientWidth - MARGIN_PX);
    // Not past the left edge either, where the text begins.
    const shift = Math.min(Math.max(0, over), Math.max(0, left - MARGIN_PX));
    tip.current.style.translate = `${-shift}px`;
  }, [isOpen]);

  return (
    <span
      ref={root}
      className="relative inline-flex"
      onPointerEnter={({ pointerType }) => {
        clearTimeout(leaving.current);
        if (pointerType === "mouse" && !isOpen) setOpen("hovered");
      }}
      onPointerLeave={({ pointerType }) => {
        if (pointerType !== "mouse") return;
        leaving.current = setTimeout(
          () => setOpen((now) => (now === "hovered" ? "no" : now)),
          LEAVING_MS,
        );
      }}
      // A press on the text itself moves the focus nowhere: it may be selected.
      onBlur={({ relatedTarget }) => relatedTarget && setOpen("no")}
    >
      <button
        type="button"
        aria-label={label}
        aria-expanded={isOpen}
        aria-describedby={id}
        onClick={() => setOpen(open === "asked" ? "no" : "asked")}
        className="-my-1 grid size-6 place-items-center rounded-full text-muted hover:bg-sunken hover:text-ink"
      >
        <Info aria-hidden size={16} />
      </button>
      <span
        ref={tip}
        id={id}
        role="tooltip"
        hidden={!isOpen}
        className="absolute top-full left-0 z-20 mt-1 w-72 max-w-[calc(100vw-2rem)] rounded-control border border-line bg-card p-3 text-left text-sm font-normal tracking-normal text-ink shadow-lg"
      >
        {children}
      </span>
    </span>
  );
}
