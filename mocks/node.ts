import { setupServer } from "msw/node";
import { openScenario } from "./handlers.ts";
import type { ScenarioName } from "./scenarios.ts";
import type { WorldOptions } from "./world.ts";

/** The same mocks in Node. Whoever opens it closes the server. */
export async function listenInNode(scenario: ScenarioName, options?: WorldOptions) {
  const { world, handlers } = await openScenario(scenario, options);
  const server = setupServer(...handlers);
  server.listen({ onUnhandledRequest: "error" });
  return { world, server };
}
