import type { QueryClient } from "@tanstack/react-query";
import type { ResourceKey } from "../contract/api.ts";

/** Asks again for what an act of this page has changed. Not waited for: the act itself is done. */
export function askAgain(queries: QueryClient, changed: readonly ResourceKey[]): void {
  for (const path of changed) void queries.invalidateQueries({ queryKey: [path] });
}
