import { fromInstant } from "../contract/instant.ts";
import type { Timing } from "./client.ts";

/** The page's one clock: this machine's, corrected by the server's. */
export interface ServerClock {
  /** Milliseconds since 1970, as the server counts them. */
  now: () => number;
  /** Calls back about once a second while the page is visible; gives the way to stop. */
  subscribe: (onTick: () => void) => () => void;
  /** Learns the server's time from an answer. */
  observe: (timing: Timing) => void;
}

/** Below this the difference is the network's, not the clocks'. */
const NOTICEABLE_MS = 500;
const TICK_MS = 1000;

/**
 * One ticker for the whole page: it runs only while somebody listens and the page is visible.
 * Answers that took long say little about the clock, so the quickest recent one wins.
 */
export function createServerClock(
  localNow: () => number = Date.now,
  page: Pick<Document, "hidden" | "addEventListener"> = document,
): ServerClock {
  const listeners = new Set<() => void>();
  let offset = 0;
  let uncertainty = Number.POSITIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const now = () => localNow() + offset;
  const tick = () => {
    for (const listener of listeners) listener();
    schedule();
  };
  /** On the second, so that all countdowns turn together. */
  const schedule = () => {
    clearTimeout(timer);
    timer =
      listeners.size > 0 && !page.hidden
        ? setTimeout(tick, TICK_MS - (now() % TICK_MS))
        : undefined;
  };
  page.addEventListener("visibilitychange", () => (page.hidden ? schedule() : tick()));

  return {
    now,
    subscribe(onTick) {
      listeners.add(onTick);
      if (timer === undefined) schedule();
      return () => {
        listeners.delete(onTick);
        if (listeners.size === 0) schedule();
      };
    },
    observe({ server_time, sentAt, receivedAt }) {
      const trip = Math.max(0, receivedAt - sentAt);
      const measured = fromInstant(server_time) - (sentAt + trip / 2);
      const moved = Math.abs(measured - offset) > trip / 2 + uncertainty / 2;
      if (trip > uncertainty && !moved) return;
      uncertainty = trip;
      offset = Math.abs(measured) < NOTICEABLE_MS ? 0 : measured;
    },
  };
}
