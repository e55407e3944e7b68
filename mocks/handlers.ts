import { http, type RequestHandler, ws, type WebSocketHandler } from "msw";
import { API_PREFIX } from "../src/contract/api.ts";
import { faultHandlers, livePattern } from "./faults.ts";
import { type Scenario, scenarios, type ScenarioName } from "./scenarios.ts";
import { createWorld, type World, type WorldOptions } from "./world.ts";

/** A scenario's world and the handlers through which the page reaches it. */
export async function openScenario(
  name: ScenarioName,
  options: WorldOptions = {},
): Promise<{ world: World; handlers: (RequestHandler | WebSocketHandler)[] }> {
  const scenario: Scenario = scenarios[name];
  const now = options.now ?? Date.now;
  let ago = 0;
  const world = await createWorld({
    ...options,
    ...(scenario.policy ? { policy: scenario.policy } : {}),
    now: () => now() - ago,
  });
  await scenario.seed(world, (seconds) => {
    ago = seconds * 1000;
  });
  ago = 0;
  return { world, handlers: [...faultHandlers(scenario.fault), ...appHandlers(() => world)] };
}

/** The application, mounted in MSW: the same one that the server runs. */
export function appHandlers(world: () => World): (RequestHandler | WebSocketHandler)[] {
  const live = ws.link(livePattern);
  return [
    live.addEventListener("connection", ({ client }) =>
      world().app.live(
        {
          send: (text) => client.send(text),
          onMessage: (listener) =>
            client.addEventListener("message", ({ data }) => {
              if (typeof data === "string") listener(data);
            }),
          onClose: (listener) => client.addEventListener("close", listener),
        },
        world().principal,
      ),
    ),
    http.all(`*${API_PREFIX}/*`, ({ request }) => world().app.fetch(request)),
  ];
}
