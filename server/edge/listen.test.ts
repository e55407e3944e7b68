import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { contractSuite, suitePolicy } from "../../mocks/contractSuite.ts";
import { localOperator } from "../admission/principal.ts";
import { compose } from "../compose.ts";
import { pgliteFolders } from "../engines/pgliteFolders.ts";
import { parseEnvironment } from "./environment.ts";
import { listen } from "./listen.ts";

const folders = pgliteFolders();

/** Prints what it is asked, and stays until it is stopped. */
const AGENT = "process.stdin.pipe(process.stdout); setInterval(() => {}, 1000);";

contractSuite("over a port, with PGlite and processes", async () => {
  const folder = folders.create();
  const policy = join(folder, "policy.json");
  writeFileSync(policy, JSON.stringify(suitePolicy));
  const environment = parseEnvironment({
    LEEWAY_DATA: folder,
    LEEWAY_POLICY: policy,
    LEEWAY_SAMPLE: "off",
    LEEWAY_RUN_COMMAND: JSON.stringify([process.execPath, "-e", AGENT]),
    LOG_LEVEL: "silent",
  });
  const service = await compose(environment, { version: "0.0.0-test", sampleAgent: "" });
  const { app } = service;
  const { url, close } = await listen({
    app,
    principal: localOperator,
    clientFolder: folder,
    host: "127.0.0.1",
    port: 0,
  });
  return {
    baseUrl: url,
    fetch,
    async close() {
      await close();
      await service.close();
    },
  };
});
