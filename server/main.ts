import { fileURLToPath } from "node:url";
import packageJson from "../package.json" with { type: "json" };
import { localOperator } from "./admission/principal.ts";
import { compose, type Service } from "./compose.ts";
import { SecretKeyError } from "./credentials/secretKey.ts";
import {
  describeEnvironment,
  type Environment,
  EnvironmentError,
  parseEnvironment,
} from "./edge/environment.ts";
import { listen, ListenError, type Listening } from "./edge/listen.ts";
import { PolicyFileError } from "./edge/policyFile.ts";
import { DataFolderError } from "./engines/dataFolder.ts";

/** A shutdown that hangs is ended. */
const SHUTDOWN_MS = 15_000;

const built = (path: string) => fileURLToPath(new URL(path, import.meta.url));

async function main(): Promise<void> {
  if (process.argv.includes("--help")) {
    process.stdout.write(describeEnvironment());
    return;
  }
  const environment = parseEnvironment(process.env);
  const service = await compose(environment, {
    version: packageJson.version,
    sampleAgent: built("./sampleAgent.js"),
  });
  const listening = await open(environment, service);
  process.stdout.write(`Leeway is on ${listening.url}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void stop(signal, service, listening));
  }
}

async function open(environment: Environment, service: Service): Promise<Listening> {
  try {
    return await listen({
      app: service.app,
      principal: localOperator,
      clientFolder: built("../client"),
      apiBase: import.meta.env.VITE_API_BASE,
      host: environment.HOST,
      port: environment.PORT,
    });
  } catch (error) {
    await service.close();
    throw error;
  }
}

async function stop(signal: string, service: Service, listening: Listening): Promise<void> {
  service.log.info({ signal }, "stopping");
  setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
  try {
    // The port first, so that nothing new begins; runs and records after.
    await listening.close();
    await service.close();
    process.exit(0);
  } catch (error) {
    service.log.error({ err: error }, "the shutdown failed");
    process.exit(1);
  }
}

/** Faults that the person who started the server can mend: their lines are all there is to say. */
const MENDABLE = [EnvironmentError, PolicyFileError, DataFolderError, SecretKeyError, ListenError];

main().catch((error: unknown) => {
  const mendable = MENDABLE.some((kind) => error instanceof kind);
  process.stderr.write(`${mendable ? (error as Error).message : String((error as Error).stack)}\n`);
  process.exit(1);
});
