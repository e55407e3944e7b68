import { setupServer } from "msw/node";
import { afterAll, beforeAll, vi } from "vitest";
import { WebSocket } from "ws";
import type { Policy } from "../server/admission/policy.ts";
import { accountsSuite, type AccountsTarget } from "./accountsSuite.ts";
import { contractSuite, suitePolicy } from "./contractSuite.ts";
import { appHandlers } from "./handlers.ts";
import { dial } from "./liveLine.ts";
import { messagesSuite } from "./messagesSuite.ts";
import { slotsSuite } from "./slotsSuite.ts";
import { thresholdsSuite } from "./thresholdsSuite.ts";
import { waitingSuite } from "./waitingSuite.ts";
import { createWorld, type World } from "./world.ts";

let world: World;
const server = setupServer(...appHandlers(() => world));
// MSW stands in for the global one, which Node 20 has not.
vi.stubGlobal("WebSocket", WebSocket);
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterAll(() => server.close());

async function open(policy: Policy): Promise<AccountsTarget> {
  world = await createWorld({ policy });
  const { vendor } = world;
  return { baseUrl: "http://localhost", fetch, vendor, close: async () => {} };
}

contractSuite("through MSW", () => open(suitePolicy));
slotsSuite("through MSW", open);
accountsSuite("through MSW", open);
messagesSuite("through MSW", async (policy) => ({
  ...(await open(policy)),
  dial: () => dial(new globalThis.WebSocket("ws://localhost/api/live")),
}));
thresholdsSuite("through MSW", open);
waitingSuite("through MSW", open);
