import { connect } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { localOperator } from "../admission/principal.ts";
import type { App } from "../app.ts";
import { listen, ListenError, type Listening } from "./listen.ts";

describe("the port", () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    vi.useRealTimers();
    await Promise.all(closing.splice(0).map((close) => close()));
  });

  async function open(answer: App["fetch"], port = 0): Promise<Listening> {
    const app = { fetch: answer, live: () => {} };
    const principal = localOperator;
    const listening = await listen({ app, principal, clientFolder: "", host: "127.0.0.1", port });
    closing.push(listening.close);
    return listening;
  }
  const isFree = (url: string) =>
    new Promise<boolean>((resolve) => {
      const socket = connect(Number(new URL(url).port), "127.0.0.1");
      socket.once("connect", () => resolve(false)).once("error", () => resolve(true));
      socket.once("connect", () => socket.destroy());
    });

  it("tells in one line that another program has it", async () => {
    const { url } = await open(async () => new Response());
    const port = Number(new URL(url).port);
    const failed = await open(async () => new Response(), port).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(ListenError);
    expect((failed as Error).message).toBe(
      `PORT=${port}: another program listens there. Set PORT to another one.`,
    );
  });

  it("names an IPv6 address as a URL does", async () => {
    const app = { fetch: async () => new Response("hello"), live: () => {} };
    const options = { app, principal: localOperator, clientFolder: "", port: 0 };
    const { url, close } = await listen({ ...options, host: "::1" });
    closing.push(close);
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect(await (await fetch(`${url}/api/meta`)).text()).toBe("hello");
  });

  it("lets a last answer out, and is free after it", async () => {
    const asked = deferred();
    const answer = deferred<Response>();
    const { url, close } = await open(() => {
      asked.resolve();
      return answer.promise;
    });
    const pending = fetch(`${url}/api/meta`);
    await asked.promise;
    const closed = close();
    answer.resolve(new Response("at last"));
    expect(await (await pending).text()).toBe("at last");
    await closed;
    expect(await isFree(url)).toBe(true);
  });

  it("does not wait for an answer that never comes", async () => {
    const asked = deferred();
    const { url, close } = await open(() => {
      asked.resolve();
      return deferred<Response>().promise;
    });
    const pending = fetch(`${url}/api/meta`).catch((error: unknown) => error);
    await asked.promise;
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const closed = close();
    vi.advanceTimersByTime(2000);
    await closed;
    expect(await pending).toBeInstanceOf(TypeError);
    expect(await isFree(url)).toBe(true);
  });

  it("does not wait for a page that never says goodbye", async () => {
    const { url, close } = await open(async () => new Response());
    const { host, port } = new URL(url);
    const page = connect(Number(port), "127.0.0.1");
    page.write(
      `GET /api/live HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
    await new Promise((resolve) => page.once("data", resolve));
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const closed = close();
    vi.advanceTimersByTime(2000);
    await closed;
    page.destroy();
    expect(await isFree(url)).toBe(true);
  });
});

function deferred<T = void>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
