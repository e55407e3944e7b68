import { useSyncExternalStore } from "react";
import { type PrLockReading, type PrLockSummary, readPrLock } from "../domain/readPrLock.ts";
import { useClock } from "./ClockContext.tsx";

/** Reads a lock against the page's clock; renders again only when the reading changes. */
export function useLockReading(lock: PrLockSummary, fresh: boolean): PrLockReading {
  const clock = useClock();
  return useSyncExternalStore(clock.subscribe, () => readPrLock(lock, clock.now(), fresh));
}
