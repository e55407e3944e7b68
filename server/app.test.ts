import { contractSuite, suitePolicy, type Target } from "../mocks/contractSuite.ts";
import { slotsSuite } from "../mocks/slotsSuite.ts";
import { createWorld } from "../mocks/world.ts";
import type { Policy } from "./admission/policy.ts";

async function open(policy: Policy): Promise<Target> {
  const { app } = await createWorld({ policy });
  return {
    baseUrl: "http://localhost",
    fetch: (input, init) => app.fetch(new Request(input, init)),
    close: async () => {},
  };
}

contractSuite("in process", () => open(suitePolicy));
slotsSuite("in process", open);
