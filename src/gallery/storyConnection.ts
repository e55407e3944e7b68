import { getResponse, RequestHandler } from "msw";
import { openScenario } from "../../mocks/handlers.ts";
import { takesLive } from "../../mocks/faults.ts";
import { type Scenario, type ScenarioName, scenarios } from "../../mocks/scenarios.ts";
import type { ApiConnection } from "../api/ApiContext.tsx";
import { createClient } from "../api/client.ts";
import { type LiveSocket, openLiveChannel } from "../api/liveChannel.ts";
import type { Settings } from "./settings.ts";

export interface StoryWorld {
  scenario: ScenarioName;
  role: Settings["role"];
  latency: number;
  /** Milliseconds since 1970. */
  now: () => number;
  onChanged: (keys: readonly string[]) => void;
}

/**
 * A connection of its own for one story: the application in this very page, without a worker, so
 * that a static site in a sub-path needs nothing else.
 */
export async function connectStory(given: StoryWorld): Promise<ApiConnection> {
  const { scenario, role, latency, now, onChanged } = given;
  const principal = { id: "dana", name: "Dana", role };
  const { world, handlers } = await openScenario(scenario, { now, principal });
  const requests = handlers.filter((handler) => handler instanceof RequestHandler);
  const respond = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    await late(latency, request.signal);
    const response = await getResponse(requests, request);
    if (!response || response.type === "error") throw new TypeError("No answer.");
    return response;
  };
  const socket = new EventTarget();
  let hear: (text: string) => void = () => {};
  world.app.live(
    {
      send: (text) => socket.dispatchEvent(new MessageEvent("message", { data: text })),
      onMessage: (listener) => (hear = listener),
      onClose: () => {},
    },
    principal,
  );
  const send = (text: string) => void late(latency).then(() => hear(text));
  const live = openLiveChannel(
    Object.assign(socket, { send, close() {} }) as unknown as LiveSocket,
    {
      onChanged,
      onReconnected: () => {},
    },
  );
  const told: Scenario = scenarios[scenario];
  if (takesLive(told)) socket.dispatchEvent(new Event("open"));
  const clock = { now, subscribe: ticker(now), observe: () => {} };
  const client = createClient({
    baseUrl: location.origin,
    fetch: respond,
    now,
    // A story of waiting waits for good.
    timeoutMs: LONGEST_TIMEOUT_MS,
  });
  return { client, clock, live };
}

/** Timers take no more. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

function late(ms: number, signal?: AbortSignal): Promise<void> {
  if (ms === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason as Error));
    if (Number.isFinite(ms)) setTimeout(resolve, ms);
  });
}

/** Time that stands still needs no ticks. */
const ticker = (now: () => number) => (onTick: () => void) => {
  let seen = now();
  const timer = setInterval(() => {
    if (now() === seen) return;
    seen = now();
    onTick();
  }, 1000);
  return () => clearInterval(timer);
};
