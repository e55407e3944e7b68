import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { Principal } from "../admission/principal.ts";
import type { App } from "../app.ts";
import { createLiveSockets } from "./liveSocket.ts";
import { createSite } from "./site.ts";

export interface ListenOptions {
  app: App;
  /** Who everybody is that reaches the port. */
  principal: Principal;
  clientFolder: string;
  /** Origin of another backend that the page was built for. */
  apiBase?: string | undefined;
  host: string;
  port: number;
}

/** An open port; `url` has no slash at its end. */
export interface Listening {
  url: string;
  /** Takes no more requests, and ends the sockets; resolves when the port is free. */
  close: () => Promise<void>;
}

/** The port cannot be had; the message is one line for the person who started the server. */
export class ListenError extends Error {
  override readonly name = "ListenError";
}

/** @throws {ListenError} */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { app, principal, clientFolder, apiBase, host, port } = options;
  const site = createSite(app, clientFolder, apiBase);
  const server = serve({ fetch: site.fetch, hostname: host, port }) as Server;
  const sockets = createLiveSockets(app.live, principal);
  sockets.attach(server);
  try {
    await new Promise((resolve, reject) => {
      server.once("listening", resolve);
      server.once("error", reject);
    });
  } catch (error) {
    sockets.close();
    throw new ListenError(explain(error as NodeJS.ErrnoException, port), { cause: error });
  }
  const name = host.includes(":") ? `[${host}]` : host;
  return {
    url: `http://${name}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        sockets.close();
        server.close(() => resolve());
        server.closeIdleConnections();
        // A stream that never ends would hold the port for good.
        setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS).unref();
      }),
  };
}

const LAST_ANSWERS_MS = 2000;

const explain = ({ code, message }: NodeJS.ErrnoException, port: number): string =>
  code === "EADDRINUSE"
    ? `PORT=${port}: another program listens there. Set PORT to another one.`
    : `PORT=${port}: ${message}`;
