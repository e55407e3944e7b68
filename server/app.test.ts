import { contractSuite, suitePolicy } from "../mocks/contractSuite.ts";
import { createWorld } from "../mocks/world.ts";

contractSuite("in process", async () => {
  const { app } = await createWorld({ policy: suitePolicy });
  return {
    baseUrl: "http://localhost",
    fetch: (input, init) => app.fetch(new Request(input, init)),
    close: async () => {},
  };
});
