import type { Plan } from "../../src/contract/snapshot.ts";
import { textOf } from "./lenient.ts";

/** A plan by the vendor's word for it, under the name that people know; the word itself if there is none. */
export function namedPlan(word: unknown, names: Readonly<Record<string, string>>): Plan | null {
  const id = textOf(word);
  if (id === null) return null;
  return { id, label: (Object.hasOwn(names, id) ? names[id] : undefined) ?? id };
}
