import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { toInstant } from "../contract/instant.ts";
import { createServerClock } from "./serverClock.ts";

const T0 = Date.parse("2026-03-01T12:00:00.000Z");

beforeEach(() => {
  vi.useFakeTimers({ now: T0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A page that can be hidden and shown. */
function createTab() {
  const events = new EventTarget();
  const tab = {
    hidden: false,
    addEventListener: events.addEventListener.bind(events) as Document["addEventListener"],
    show(visible: boolean) {
      tab.hidden = !visible;
      events.dispatchEvent(new Event("visibilitychange"));
    },
  };
  return tab;
}

const open = () => {
  const tab = createTab();
  return { tab, clock: createServerClock(Date.now, tab) };
};

/** An answer that took `trip` ms, from a server whose clock is `ahead` ms of this machine's. */
const timing = (ahead: number, trip: number) => ({
  sentAt: Date.now() - trip,
  receivedAt: Date.now(),
  server_time: toInstant(Date.now() - trip / 2 + ahead),
});

describe("the time", () => {
  it("is this machine's until the server has said otherwise", () => {
    expect(open().clock.now()).toBe(T0);
  });

  it.each([
    ["ahead", 3_600_000],
    ["behind", -90_000],
    ["ahead by just what is noticed", 500],
  ])("is the server's where that is %s", (_, ahead) => {
    const { clock } = open();
    clock.observe(timing(ahead, 40));
    expect(clock.now()).toBe(T0 + ahead);
    vi.advanceTimersByTime(250);
    expect(clock.now()).toBe(T0 + 250 + ahead);
  });

  it("is this machine's where the difference is the network's", () => {
    const { clock } = open();
    clock.observe(timing(498, 40));
    expect(clock.now()).toBe(T0);
  });

  it("believes the quickest answer", () => {
    const { clock } = open();
    clock.observe(timing(60_000, 20));
    clock.observe(timing(60_200, 2000));
    expect(clock.now()).toBe(T0 + 60_000);
    clock.observe(timing(60_300, 10));
    expect(clock.now()).toBe(T0 + 60_300);
  });

  it("believes a slow answer that says more than its slowness explains", () => {
    const { clock } = open();
    clock.observe(timing(0, 20));
    clock.observe(timing(60_000, 2000));
    expect(clock.now()).toBe(T0 + 60_000);
  });

  it("is not thrown by an answer that came before it was asked for", () => {
    const { clock } = open();
    clock.observe({ sentAt: T0, receivedAt: T0 - 5000, server_time: toInstant(T0) });
    expect(clock.now()).toBe(T0);
  });
});

describe("the ticker", () => {
  it("ticks for all listeners at once, on the server's second", () => {
    const { clock } = open();
    clock.observe(timing(60_300, 10));
    const ticks: number[] = [];
    clock.subscribe(() => ticks.push(clock.now()));
    vi.advanceTimersByTime(400);
    clock.subscribe(() => ticks.push(clock.now()));
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(1400);
    const first = T0 + 61_000;
    expect(ticks).toEqual([first, first, first + 1000, first + 1000]);
  });

  it("stands while nobody listens", () => {
    const { clock } = open();
    expect(vi.getTimerCount()).toBe(0);
    const tick = vi.fn<() => void>();
    const stop = [clock.subscribe(tick), clock.subscribe(vi.fn<() => void>())];
    stop[0]?.();
    expect(vi.getTimerCount()).toBe(1);
    stop[1]?.();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(5000);
    expect(tick).not.toHaveBeenCalled();
  });

  it("stands while the page is hidden, and ticks at once when it is shown", () => {
    const { clock, tab } = open();
    const tick = vi.fn<() => void>();
    clock.subscribe(tick);
    tab.show(false);
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(60_000);
    expect(tick).not.toHaveBeenCalled();
    tab.show(true);
    expect(tick).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(2000);
    expect(tick).toHaveBeenCalledTimes(3);
    expect(vi.getTimerCount()).toBe(1);
  });

  it("does not start for who begins to listen on a hidden page", () => {
    const { clock, tab } = open();
    tab.show(false);
    clock.subscribe(vi.fn<() => void>());
    expect(vi.getTimerCount()).toBe(0);
  });
});
