import { createContext, useContext, useSyncExternalStore } from "react";

/** The one clock of the page. */
export interface Clock {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Calls back about once a second; gives the way to stop. */
  subscribe: (onTick: () => void) => () => void;
}

const Context = createContext<Clock | null>(null);
export const ClockProvider = Context.Provider;

export function useClock(): Clock {
  const clock = useContext(Context);
  if (!clock) throw new Error("useClock needs a ClockProvider above it.");
  return clock;
}

/** Text that depends on the time: a tick renders again only if the text has changed. */
export function useClockText(textAt: (now: number) => string): string {
  const clock = useClock();
  return useSyncExternalStore(clock.subscribe, () => textAt(clock.now()));
}
