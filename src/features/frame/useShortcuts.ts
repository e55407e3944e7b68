import { useEffect } from "react";

/** How long the second key of a pair is waited for. */
const PAIR_MS = 1500;

/** Where keys are text, or an answer that is waited for. */
const TAKEN = "input, textarea, select, [contenteditable], dialog[open]";

/**
 * Calls an act when its keys are pressed one after the other ("?", "g q"), unless they are being
 * typed somewhere, or belong to the browser.
 */
export function useShortcuts(acts: Readonly<Record<string, () => void>>, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    let first: { key: string; at: number } | null = null;
    const press = (event: KeyboardEvent) => {
      const { key, target, timeStamp, ctrlKey, metaKey, altKey, repeat } = event;
      if (ctrlKey || metaKey || altKey || repeat || key.length > 1) return;
      if (target instanceof Element && target.closest(TAKEN)) return;
      const pair = first && timeStamp - first.at < PAIR_MS ? `${first.key} ${key}` : key;
      first = { key, at: timeStamp };
      const act = acts[pair] ?? acts[key];
      if (!act) return;
      first = null;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [acts, enabled]);
}
