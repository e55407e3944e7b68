import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { WebSocket } from "ws";
import { accountsSuite, type AccountsTarget } from "../../mocks/accountsSuite.ts";
import { contractSuite, suitePolicy } from "../../mocks/contractSuite.ts";
import { startEmulator } from "../../mocks/emulator.ts";
import { dial } from "../../mocks/liveLine.ts";
import { messagesSuite } from "../../mocks/messagesSuite.ts";
import { slotsSuite } from "../../mocks/slotsSuite.ts";
import { thresholdsSuite } from "../../mocks/thresholdsSuite.ts";
import { waitingSuite } from "../../mocks/waitingSuite.ts";
import { ProviderId } from "../../src/contract/snapshot.ts";
import type { Policy } from "../admission/policy.ts";
import { localOperator } from "../admission/principal.ts";
import { compose } from "../compose.ts";
import { pgliteFolders } from "../engines/pgliteFolders.ts";
import { providerUrlVariable } from "../providers/providerUrlVariable.ts";
import { parseEnvironment } from "./environment.ts";
import { listen } from "./listen.ts";

const folders = pgliteFolders();

/** Talks back. */
const SAMPLE_AGENT = resolve(import.meta.dirname, "../launcher/sampleAgent.mjs");
/** Prints what it is asked, and stays until it is stopped. */
const AGENT = "process.stdin.pipe(process.stdout); setInterval(() => {}, 1000);";

async function open(policy: Policy): Promise<AccountsTarget> {
  const folder = folders.create();
  const policyFile = join(folder, "policy.json");
  writeFileSync(policyFile, JSON.stringify(policy));
  const emulator = await startEmulator({ port: 0 });
  const environment = parseEnvironment({
    LEEWAY_DATA: folder,
    LEEWAY_POLICY: policyFile,
    LEEWAY_SAMPLE: "off",
    LEEWAY_RUN_COMMAND: JSON.stringify([process.execPath, "-e", AGENT]),
    LEEWAY_SESSION_COMMAND: JSON.stringify([process.execPath, SAMPLE_AGENT]),
    LOG_LEVEL: "silent",
    ...Object.fromEntries(
      ProviderId.options.map((id) => [providerUrlVariable(id), `${emulator.url}/${id}`]),
    ),
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
    vendor: emulator.vendor,
    async close() {
      await close();
      await service.close();
      await emulator.close();
      folders.takeBack(folder);
    },
  };
}

const NAME = "over a port, with PGlite and processes";
contractSuite(NAME, () => open(suitePolicy));
slotsSuite(NAME, open);
accountsSuite(NAME, open);
messagesSuite(NAME, async (policy) => {
  const target = await open(policy);
  const url = `${target.baseUrl.replace("http", "ws")}/api/live`;
  return { ...target, dial: () => dial(new WebSocket(url)) };
});
thresholdsSuite(NAME, open);
waitingSuite(NAME, open);
