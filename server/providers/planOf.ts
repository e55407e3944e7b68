import type { Plan } from "../../src/contract/snapshot.ts";
import { textOf } from "./lenient.ts";

/** A plan by the vendor's own word for it: "free_trial" is shown as "Free trial". */
export function planOf(word: unknown): Plan | null {
  const id = textOf(word);
  if (id === null) return null;
  const label = id.replaceAll("_", " ");
  return { id, label: label.charAt(0).toUpperCase() + label.slice(1) };
}
