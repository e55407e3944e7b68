import { setupServer } from "msw/node";
import { afterAll, beforeAll } from "vitest";
import { contractSuite, suitePolicy } from "./contractSuite.ts";
import { appHandlers } from "./handlers.ts";
import { createWorld, type World } from "./world.ts";

let world: World;
const server = setupServer(...appHandlers(() => world));
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterAll(() => server.close());

contractSuite("through MSW", async () => {
  world = await createWorld({ policy: suitePolicy });
  return { baseUrl: "http://localhost", fetch, close: async () => {} };
});
