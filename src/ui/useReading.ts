import { useSyncExternalStore } from "react";
import type { Limit } from "../contract/limit.ts";
import { type Reading, readLimit } from "../domain/readLimit.ts";
import { useClock } from "./ClockContext.tsx";

/** Reads a limit against the page's clock; renders again only when the reading changes in kind. */
export function useReading(limit: Limit, staleAfterSeconds: number): Reading {
  const clock = useClock();
  const read = () => readLimit(limit, clock.now(), staleAfterSeconds);
  useSyncExternalStore(clock.subscribe, () => {
    const { level, reset, stale } = read();
    return `${level} ${reset} ${stale}`;
  });
  return read();
}
