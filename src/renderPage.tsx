import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { ReactElement, ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { vi } from "vitest";
import { createWorld, type WorldOptions } from "../mocks/world.ts";
import { ApiProvider } from "./api/ApiContext.tsx";
import { createClient } from "./api/client.ts";
import { openLiveChannel } from "./api/liveChannel.ts";
import type { ServerClock } from "./api/serverClock.ts";
import { API_PREFIX } from "./contract/api.ts";
import { type Instant, toInstant } from "./contract/instant.ts";
import { ClockProvider } from "./ui/ClockContext.tsx";

/** When every test begins. */
export const T0 = Date.parse("2026-03-01T12:00:00.000Z");

/** The instant `seconds` after the test's beginning. */
export const at = (seconds: number): Instant => toInstant(T0 + seconds * 1000);

/** A clock that stands until it is turned; fake timers are turned with it. */
export interface HandClock extends ServerClock {
  turn: (seconds: number) => Promise<void>;
  listeners: ReadonlySet<() => void>;
}

export function createHandClock(): HandClock {
  const listeners = new Set<() => void>();
  let now = T0;
  return {
    listeners,
    now: () => now,
    observe: () => {},
    subscribe(onTick) {
      listeners.add(onTick);
      return () => listeners.delete(onTick);
    },
    turn: async (seconds) =>
      act(async () => {
        now += seconds * 1000;
        for (const listener of listeners) listener();
        if (vi.isFakeTimers()) await vi.advanceTimersByTimeAsync(seconds * 1000);
      }),
  };
}

/** Renders what needs no server, under a clock. */
export function renderUnderClock(element: ReactElement, clock = createHandClock()) {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <ClockProvider value={clock}>{children}</ClockProvider>
  );
  return { clock, user: userEvent.setup(), ...render(element, { wrapper }) };
}

/** Waiting is what a test turns the clock for. Only the timers: time itself is the hand clock's. */
export const useFakeTimers = () =>
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"],
    shouldAdvanceTime: true,
  });

type Send = (request: Request) => Promise<Response>;

export interface PageOptions extends Omit<WorldOptions, "now"> {
  /** How many seconds ago the application lives: what is seeded is older than the page. */
  ago?: () => number;
}

/** The whole page over the real application in memory, both under one clock that stands. */
export async function openPage({ ago = () => 0, ...options }: PageOptions = {}) {
  const clock = createHandClock();
  const world = await createWorld({ ...options, now: () => clock.now() - ago() * 1000 });
  const asked: string[] = [];
  const page = {
    clock,
    world,
    user: userEvent.setup({ delay: null }),
    /** What was sent to the application: "GET /quota/runs". */
    asked,
    times: (request: string) => asked.filter((sent) => sent === request).length,
    /** What goes wrong on the way; by default nothing. */
    way: (async (request, send) => send(request)) as (
      request: Request,
      send: Send,
    ) => Promise<Response>,
    /** Whether what is said over the live channel reaches the application. */
    liveReaches: true,
    live: connectLive(),
    render(element: ReactElement, path = "/") {
      const { live } = page;
      return render(element, {
        wrapper: ({ children }) => (
          <QueryClientProvider client={queries}>
            <ApiProvider value={{ client, clock, live: live.channel }}>
              <ClockProvider value={clock}>
                <MemoryRouter initialEntries={[path]}>{children}</MemoryRouter>
              </ClockProvider>
            </ApiProvider>
          </QueryClientProvider>
        ),
      });
    },
  };
  const client = createClient({
    baseUrl: "http://localhost",
    now: clock.now,
    async fetch(url, init) {
      const request = new Request(url, init);
      const path = new URL(request.url).pathname.slice(API_PREFIX.length);
      asked.push(`${request.method} ${path}`);
      return page.way(request, async (sent) => world.app.fetch(sent));
    },
  });
  const queries = new QueryClient({
    defaultOptions: { queries: { retry: false, networkMode: "always" } },
  });

  /** The live channel, as `main.tsx` wires it, without a socket in between. */
  function connectLive() {
    const events = new EventTarget();
    let hear: (text: string) => void = () => {};
    const channel = openLiveChannel(
      {
        addEventListener: (type: string, listener: unknown) =>
          events.addEventListener(type, listener as EventListener),
        send: (text: string) => {
          if (page.liveReaches) hear(text);
        },
        close: () => {},
      },
      {
        onChanged: (keys) =>
          void queries.invalidateQueries({
            predicate: ({ queryKey }) => keys.includes(String(queryKey[0])),
          }),
        onReconnected: () => void queries.invalidateQueries(),
      },
    );
    const connection = {
      // What is said during a gap is lost, as it is in the world.
      send: (data: string) =>
        channel.isUp() && events.dispatchEvent(Object.assign(new Event("message"), { data })),
      onMessage: (listener: (text: string) => void) => (hear = listener),
      onClose: () => {},
    };
    world.app.live(connection, world.principal);
    const turn = (type: "open" | "close") =>
      act(async () => {
        events.dispatchEvent(new Event(type));
      });
    events.dispatchEvent(new Event("open"));
    return { channel, open: () => turn("open"), close: () => turn("close") };
  }
  return page;
}

export type Page = Awaited<ReturnType<typeof openPage>>;
