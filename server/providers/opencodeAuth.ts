import { objectOf, textOf } from "./lenient.ts";
import type { Place } from "./provider.ts";

const place = { tool: "OpenCode", format: { kind: "json" } } satisfies Partial<Place>;

/** Where OpenCode keeps the keys of all providers, by its names of them. */
export const opencodePlaces: readonly Place[] = [
  { ...place, id: "opencode-data", path: "$XDG_DATA_HOME/opencode/auth.json" },
  { ...place, id: "opencode", path: "~/.local/share/opencode/auth.json" },
];

/** The key under one of OpenCode's names, {"deepseek": {"type": "api", "key": "sk-…"}}; null if there is none. */
export function opencodeKey(content: unknown, name: string): string | null {
  const entry = objectOf(objectOf(content)[name]);
  return entry["type"] === "oauth" ? null : textOf(entry["key"]);
}
