import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import packageJson from "../package.json" with { type: "json" };
import { isAppPath } from "../src/contract/paths.ts";
import { localOperator } from "./admission/principal.ts";
import { compose } from "./compose.ts";
import { parseEnvironment } from "./edge/environment.ts";
import { createLiveSockets } from "./edge/liveSocket.ts";
import { createSite } from "./edge/site.ts";

const sampleAgent = fileURLToPath(new URL("./launcher/sampleAgent.mjs", import.meta.url));

/** The server as Vite's development server carries it: the same application behind the same guard. */
export interface DevServer {
  handles: (request: IncomingMessage) => boolean;
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  close: () => Promise<void>;
}

export async function startDev(httpServer: Server | null): Promise<DevServer> {
  const service = await compose(parseEnvironment(process.env), {
    version: `${packageJson.version}-dev`,
    sampleAgent,
  });
  const sockets = createLiveSockets(service.app.live, localOperator);
  const detach = httpServer ? sockets.attach(httpServer) : () => {};
  const answer = getRequestListener(createSite(service.app, "").fetch);
  let closed = false;
  return {
    handles: ({ url = "/" }) => isAppPath(url.split("?")[0] ?? "/"),
    answer,
    async close() {
      if (closed) return;
      closed = true;
      detach();
      sockets.close();
      await service.close();
    },
  };
}
