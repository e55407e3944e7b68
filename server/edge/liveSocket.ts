import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { API_PREFIX } from "../../src/contract/api.ts";
import { LIVE_PATH } from "../../src/contract/live.ts";
import type { Principal } from "../admission/principal.ts";
import type { App } from "../app.ts";
import { whyForeign } from "./guard.ts";

const PATH = API_PREFIX + LIVE_PATH;
const MESSAGE_LIMIT_BYTES = 64 * 1024;
/** A peer that answers no ping for so long is gone. */
const PING_MS = 30_000;
/** A page that sleeps says no goodbye, and must not hold a stop up. */
const GOODBYE_MS = 1000;

export interface LiveSockets {
  /**
   * Takes upgrades of the live path from a server; others are left to whoever else listens, if any.
   * Gives the way to let go of it.
   */
  attach: (server: Pick<Server, "on" | "off" | "listenerCount">) => () => void;
  close: () => void;
}

export function createLiveSockets(live: App["live"], principal: Principal): LiveSockets {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_LIMIT_BYTES });
  const silent = new WeakSet<object>();
  const pinging = setInterval(() => {
    for (const socket of sockets.clients) {
      if (silent.has(socket)) socket.terminate();
      silent.add(socket);
      socket.ping();
    }
  }, PING_MS).unref();

  sockets.on("connection", (socket) => {
    socket.on("pong", () => silent.delete(socket));
    socket.on("error", () => socket.terminate());
    live(
      {
        send: (text) => socket.send(text),
        onMessage: (listener) =>
          socket.on("message", (data: Buffer, isBinary) => {
            if (!isBinary) listener(data.toString());
          }),
        onClose: (listener) => socket.once("close", listener),
      },
      principal,
    );
  });

  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer, alone: boolean) => {
    // A caller may hang up at any moment; an error that nobody hears would end the server.
    stream.on("error", () => stream.destroy());
    if (request.url?.split("?")[0] !== PATH) {
      if (alone) stream.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
      return;
    }
    const foreign = whyForeign((name) => [request.headers[name]].flat()[0]);
    if (foreign) {
      stream.end(`HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n${foreign}`);
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) =>
      sockets.emit("connection", socket, request),
    );
  };

  return {
    attach(server) {
      const onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) =>
        upgrade(request, stream, head, server.listenerCount("upgrade") === 1);
      server.on("upgrade", onUpgrade);
      return () => server.off("upgrade", onUpgrade);
    },
    close() {
      clearInterval(pinging);
      for (const socket of sockets.clients) socket.close(1001, "The server stops.");
      setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, GOODBYE_MS).unref();
      sockets.close();
    },
  };
}
