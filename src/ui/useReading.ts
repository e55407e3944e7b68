import type { Limit } from "../contract/limit.ts";
import { type Reading, readLimit } from "../domain/readLimit.ts";
import { useClock, useClockText } from "./ClockContext.tsx";

/** Reads a limit against the page's clock; renders again only when the reading changes in kind. */
export function useReading(limit: Limit, staleAfterSeconds: number): Reading {
  const clock = useClock();
  useClockText((now) => {
    const { level, reset, stale } = readLimit(limit, now, staleAfterSeconds);
    return `${level} ${reset} ${stale}`;
  });
  return readLimit(limit, clock.now(), staleAfterSeconds);
}
