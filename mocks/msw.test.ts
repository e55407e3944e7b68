import { setupServer } from "msw/node";
import { afterAll, beforeAll } from "vitest";
import type { Policy } from "../server/admission/policy.ts";
import { contractSuite, suitePolicy, type Target } from "./contractSuite.ts";
import { appHandlers } from "./handlers.ts";
import { slotsSuite } from "./slotsSuite.ts";
import { createWorld, type World } from "./world.ts";

let world: World;
const server = setupServer(...appHandlers(() => world));
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterAll(() => server.close());

async function open(policy: Policy): Promise<Target> {
  world = await createWorld({ policy });
  return { baseUrl: "http://localhost", fetch, close: async () => {} };
}

contractSuite("through MSW", () => open(suitePolicy));
slotsSuite("through MSW", open);
