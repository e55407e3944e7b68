import { setupServer } from "msw/node";
import { afterAll, beforeAll } from "vitest";
import { contractSuite, suitePolicy } from "./contractSuite.ts";
import { appHandlers } from "./handlers.ts";
import { createWorld } from "./world.ts";

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterAll(() => server.close());

contractSuite("through MSW", async () => {
  server.resetHandlers(...appHandlers(await createWorld({ policy: suitePolicy })));
  return { baseUrl: "http://localhost", fetch, close: async () => {} };
});
