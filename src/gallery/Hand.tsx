import { type ReactNode, useEffect, useRef } from "react";

/** What a person does. */
export interface Deed {
  /** What is written into which field, by its label. */
  fills?: Readonly<Record<string, string>> | undefined;
  /** The buttons, links and checkboxes that are pressed, one after the other, by how their words begin. */
  presses?: readonly string[] | undefined;
}

const STEP_MS = 20;
const PRESSED = "button, a, summary, label:has(input[type=checkbox])";

/** Does what a person would, for the states that only an act leads to. */
export function Hand({ fills, presses, children }: Deed & { children: ReactNode }) {
  const stage = useRef<HTMLDivElement>(null);
  // The deed is done once, however often the story is drawn again.
  const deed = useRef({ fills, presses });
  useEffect(() => {
    const steps = [
      ...Object.entries(deed.current.fills ?? {}).map(
        ([label, text]) =>
          () =>
            fill(stage.current, label, text),
      ),
      ...(deed.current.presses ?? []).map((words) => () => press(stage.current, words)),
    ];
    // One at a time: each may have to wait until the one before has been drawn.
    const timer = setInterval(() => {
      if (steps[0]?.()) steps.shift();
      if (steps.length === 0) clearInterval(timer);
    }, STEP_MS);
    return () => clearInterval(timer);
  }, []);
  return <div ref={stage}>{children}</div>;
}

/** False while there is nothing of that name. */
function press(stage: HTMLElement | null, words: string): boolean {
  const found = [...(stage?.querySelectorAll<HTMLElement>(PRESSED) ?? [])].find(({ textContent }) =>
    textContent.trim().startsWith(words),
  );
  found?.click();
  return found !== undefined;
}

function fill(stage: HTMLElement | null, label: string, text: string): boolean {
  const field = [...(stage?.querySelectorAll("label") ?? [])].find(({ textContent }) =>
    textContent.trim().startsWith(label),
  )?.control;
  if (!field) return false;
  // Past the element's own setter, which is React's: what that is told, React takes for its own.
  Reflect.set(Object.getPrototypeOf(field) as object, "value", text, field);
  const event = field instanceof HTMLSelectElement ? "change" : "input";
  field.dispatchEvent(new Event(event, { bubbles: true }));
  return true;
}
