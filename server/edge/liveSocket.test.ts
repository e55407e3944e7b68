import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { createWorld, type World } from "../../mocks/world.ts";
import { createLiveSockets, type LiveSockets } from "./liveSocket.ts";

let world: World;
let server: Server;
let sockets: LiveSockets;
let port: number;
const opened: WebSocket[] = [];

beforeEach(async () => {
  world = await createWorld();
  server = createServer();
  sockets = createLiveSockets(world.app.live, world.principal);
  sockets.attach(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ({ port } = server.address() as AddressInfo);
});
afterEach(async () => {
  for (const socket of opened.splice(0)) socket.terminate();
  sockets.close();
  await new Promise((resolve) => server.close(resolve));
});

function dial(path = "/api/live", headers: Record<string, string> = {}): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
  opened.push(socket);
  return socket;
}
const next = <T>(socket: WebSocket, event: string) =>
  new Promise<T>((resolve) => socket.once(event, (given: T) => resolve(given)));
async function connected(): Promise<WebSocket> {
  const socket = dial();
  await next(socket, "open");
  return socket;
}
const refusal = (path: string, headers?: Record<string, string>) =>
  new Promise<number | undefined>((resolve, reject) => {
    const socket = dial(path, headers);
    socket.on("error", () => {});
    socket.once("open", () => reject(new Error("opened")));
    socket.once("unexpected-response", (_, response) => {
      response.resume();
      resolve(response.statusCode);
    });
  });
const publish = (key: string) => world.counters.publish({ keys: [key], user_id: null });
const heard = async (socket: WebSocket) => JSON.parse(String(await next(socket, "message")));

describe("the live sockets", () => {
  it("tell every connected page what has changed", async () => {
    const pages = [await connected(), await connected()];
    const messages = Promise.all(pages.map(heard));
    await publish("/quota/runs");
    const changed = { type: "changed", keys: ["/quota/runs"] };
    expect(await messages).toEqual([changed, changed]);
  });

  it("open for pages of this very server", async () => {
    const socket = dial("/api/live?x=1", { origin: `http://localhost:${port}` });
    await next(socket, "open");
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });

  const strangers: Record<string, string>[] = [
    { host: "evil.example" },
    { origin: "https://evil.example" },
    { origin: "http://localhost:1" },
    { origin: "null" },
    { "x-forwarded-for": "10.0.0.1" },
  ];
  it.each(strangers)("stay shut for strangers: %o", async (headers) => {
    expect(await refusal("/api/live", headers)).toBe(403);
  });

  it.each(["/", "/api", "/api/live/more", "/live"])("are not at %s", async (path) => {
    expect(await refusal(path)).toBe(404);
  });

  it("leave another path to whoever else listens", async () => {
    server.on("upgrade", (request, stream) => {
      if (request.url === "/other") stream.end("HTTP/1.1 418 I'm a teapot\r\n\r\n");
    });
    expect(await refusal("/other")).toBe(418);
  });

  it("close only the one that says too much", async () => {
    const [loud, quiet] = [await connected(), await connected()];
    const closed = next(loud, "close");
    loud.on("error", () => {});
    loud.send("x".repeat(64 * 1024 + 1));
    await closed;
    const message = heard(quiet);
    await publish("/runs");
    expect(await message).toMatchObject({ keys: ["/runs"] });
  });

  it("outlive a stranger that hangs up before it is answered", async () => {
    const over = new Promise((resolve) =>
      server.once("upgrade", (_, stream) => stream.once("close", resolve)),
    );
    const stranger = connect(port, "127.0.0.1");
    const asking = `GET /api/live HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
    stranger.write(asking, () => stranger.resetAndDestroy());
    await over;
    expect((await connected()).readyState).toBe(WebSocket.OPEN);
  });

  it("say that the server stops", async () => {
    const socket = await connected();
    const code = next<number>(socket, "close");
    sockets.close();
    expect(await code).toBe(1001);
  });

  it("let go of the server that they were attached to", async () => {
    const other = createServer();
    const detach = createLiveSockets(world.app.live, world.principal).attach(other);
    expect(other.listenerCount("upgrade")).toBe(1);
    detach();
    expect(other.listenerCount("upgrade")).toBe(0);
  });
});
