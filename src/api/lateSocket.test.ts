import { describe, expect, it } from "vitest";
import { lateSocket } from "./lateSocket.ts";
import type { LiveSocket } from "./liveChannel.ts";

/** A socket that does what it is told. */
function fakeSocket() {
  const heard = new Map<string, ((event: { data: unknown }) => void)[]>();
  const told: string[] = [];
  const socket = {
    addEventListener: (type: string, listener: (event: { data: unknown }) => void) =>
      void heard.set(type, [...(heard.get(type) ?? []), listener]),
    send: (text: string) => void told.push(text),
    close: () => void told.push("closed"),
  } as LiveSocket;
  const emit = (type: string, data: unknown = null) =>
    heard.get(type)?.forEach((listener) => listener({ data }));
  return { socket, told, emit };
}

describe("a socket that comes later", () => {
  it("is heard by who listened before, and by who does after", async () => {
    const { socket, emit } = fakeSocket();
    const late = lateSocket(async () => socket);
    const heard: unknown[] = [];
    late.addEventListener("message", ({ data }) => heard.push(["before", data]));
    await Promise.resolve();
    late.addEventListener("message", ({ data }) => heard.push(["after", data]));
    emit("message", "hello");
    expect(heard).toEqual([
      ["before", "hello"],
      ["after", "hello"],
    ]);
  });

  it("sends nothing before it is there", async () => {
    const { socket, told } = fakeSocket();
    const late = lateSocket(async () => socket);
    late.send("early");
    await Promise.resolve();
    late.send("in time");
    expect(told).toEqual(["in time"]);
  });

  it("is closed as it comes, if nobody wants it any more", async () => {
    const { socket, told } = fakeSocket();
    const late = lateSocket(async () => socket);
    late.close();
    await Promise.resolve();
    expect(told).toEqual(["closed"]);
  });

  it("that cannot be had stays down", async () => {
    const late = lateSocket(() => Promise.reject(new Error("offline")));
    await Promise.resolve();
    expect(() => {
      late.send("x");
      late.close();
    }).not.toThrow();
  });
});
