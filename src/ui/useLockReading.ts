import { type PrLockReading, type PrLockSummary, readPrLock } from "../domain/readPrLock.ts";
import { useClockText } from "./ClockContext.tsx";

/** Reads a lock against the page's clock; renders again only when the reading changes. */
export const useLockReading = (lock: PrLockSummary, fresh: boolean): PrLockReading =>
  useClockText((now) => readPrLock(lock, now, fresh));
