import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import packageJson from "../package.json" with { type: "json" };
import { localOperator } from "./admission/principal.ts";
import { compose } from "./compose.ts";
import { describeEnvironment, EnvironmentError, parseEnvironment } from "./edge/environment.ts";
import { createLiveSockets } from "./edge/liveSocket.ts";
import { PolicyFileError } from "./edge/policyFile.ts";
import { createSite } from "./edge/site.ts";
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
  const { app, log } = service;
  const site = createSite(app, built("../client"), import.meta.env.VITE_API_BASE);
  const server = serve({
    fetch: site.fetch,
    hostname: environment.HOST,
    port: environment.PORT,
  }) as Server;
  const sockets = createLiveSockets(app.live, localOperator);
  sockets.attach(server);

  server.on("error", (error) => fail(service.close, explainListen(error, environment.PORT)));
  server.on("listening", () => {
    const { port } = server.address() as AddressInfo;
    const host = environment.HOST.includes(":") ? `[${environment.HOST}]` : environment.HOST;
    process.stdout.write(`Leeway is on http://${host}:${port}\n`);
  });

  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "stopping");
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
    sockets.close();
    server.close();
    service
      .close()
      .then(() => {
        server.closeAllConnections();
        process.exit(0);
      })
      .catch((error: unknown) => {
        log.error({ err: error }, "the shutdown failed");
        process.exit(1);
      });
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

const explainListen = (error: Error, port: number) =>
  "code" in error && error.code === "EADDRINUSE"
    ? `PORT=${port}: another program listens there. Set PORT to another one.`
    : `PORT=${port}: ${error.message}`;

async function fail(close: () => Promise<void>, message: string): Promise<void> {
  process.stderr.write(`${message}\n`);
  await close();
  process.exit(1);
}

/** Faults that the person who started the server can mend: their lines are all there is to say. */
const MENDABLE = [EnvironmentError, PolicyFileError, DataFolderError];

main().catch((error: unknown) => {
  const mendable = MENDABLE.some((kind) => error instanceof kind);
  process.stderr.write(`${mendable ? (error as Error).message : String((error as Error).stack)}\n`);
  process.exit(1);
});
