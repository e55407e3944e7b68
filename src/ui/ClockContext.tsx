import { createContext, useCallback, useContext, useRef, useSyncExternalStore } from "react";

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
export function useClockText<T extends string>(textAt: (now: number) => T): T {
  const clock = useClock();
  // Read once between two ticks: React asks more than once, and time passes in between.
  const read = useRef<{ textAt: typeof textAt; text: T } | null>(null);
  const subscribe = useCallback(
    (onTick: () => void) =>
      clock.subscribe(() => {
        read.current = null;
        onTick();
      }),
    [clock],
  );
  return useSyncExternalStore(subscribe, () => {
    if (read.current?.textAt !== textAt) read.current = { textAt, text: textAt(clock.now()) };
    return read.current.text;
  });
}
