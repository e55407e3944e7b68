import { describe, expect, it, vi } from "vitest";
import { liveUrl, openLiveChannel, type LiveSocket } from "./liveChannel.ts";

function open() {
  const events = new EventTarget();
  const told: string[] = [];
  const socket = {
    addEventListener: (type: string, listener: unknown) =>
      events.addEventListener(type, listener as EventListener),
    close: () => events.dispatchEvent(new Event("close")),
  } as LiveSocket;
  const channel = openLiveChannel(socket, {
    onChanged: (keys) => told.push(keys.join(" ")),
    onReconnected: () => told.push("reconnected"),
  });
  return {
    channel,
    told,
    open: () => events.dispatchEvent(new Event("open")),
    close: () => events.dispatchEvent(new Event("close")),
    say: (data: unknown) => events.dispatchEvent(Object.assign(new Event("message"), { data })),
  };
}

describe("the live channel", () => {
  it("is down until it opens, and tells each change of that once", () => {
    const { channel, ...socket } = open();
    const onStatus = vi.fn<() => void>();
    const stop = channel.subscribe(onStatus);
    expect(channel.isUp()).toBe(false);
    socket.close();
    expect(onStatus).not.toHaveBeenCalled();
    socket.open();
    expect(channel.isUp()).toBe(true);
    socket.close();
    socket.close();
    expect(channel.isUp()).toBe(false);
    expect(onStatus).toHaveBeenCalledTimes(2);
    stop();
    socket.open();
    expect(onStatus).toHaveBeenCalledTimes(2);
  });

  it("says which answers may have changed", () => {
    const { say, told } = open();
    say('{"type":"changed","keys":["/quota/runs","/runs"]}');
    expect(told).toEqual(["/quota/runs /runs"]);
  });

  it("holds everything for changed after a gap, but not at the first opening", () => {
    const { told, ...socket } = open();
    socket.close();
    socket.open();
    expect(told).toEqual([]);
    socket.close();
    socket.open();
    expect(told).toEqual(["reconnected"]);
  });

  it.each([
    ["a word it does not know", '{"type":"moved","keys":[]}'],
    ["a shape it does not know", '{"type":"changed","keys":"/runs"}'],
    ["what is not JSON", "changed"],
    ["nothing", null],
    ["bytes", new ArrayBuffer(2)],
  ])("passes over %s, and hears the next", (_, message) => {
    const { say, told } = open();
    say(message);
    expect(told).toEqual([]);
    say('{"type":"changed","keys":["/runs"],"since":1}');
    expect(told).toEqual(["/runs"]);
  });

  it("closes its socket", () => {
    const { channel, ...socket } = open();
    socket.open();
    channel.close();
    expect(channel.isUp()).toBe(false);
  });
});

describe("where the live channel is", () => {
  it.each([
    [
      "the page's own origin",
      "",
      "http://127.0.0.1:4310/quota?x=1",
      "ws://127.0.0.1:4310/api/live",
    ],
    ["over TLS", "", "https://leeway.example/", "wss://leeway.example/api/live"],
    ["another origin", "https://api.example", "http://localhost/", "wss://api.example/api/live"],
    [
      "below a prefix",
      "http://a.example/leeway",
      "https://b.example/",
      "ws://a.example/leeway/api/live",
    ],
    [
      "below a prefix of the page's origin",
      "/leeway",
      "https://b.example/x/y",
      "wss://b.example/leeway/api/live",
    ],
  ])("%s", (_, baseUrl, pageUrl, url) => {
    expect(liveUrl(baseUrl, pageUrl)).toBe(url);
  });
});
