import { describe, expect, it, vi } from "vitest";
import { ANSWER_MS } from "./messenger.ts";
import { liveUrl, openLiveChannel, type LiveSocket } from "./liveChannel.ts";

function open() {
  const events = new EventTarget();
  const told: string[] = [];
  const sent: string[] = [];
  const socket = {
    addEventListener: (type: string, listener: unknown) =>
      events.addEventListener(type, listener as EventListener),
    send: (text: string) => sent.push(text),
    close: () => events.dispatchEvent(new Event("close")),
  } as LiveSocket;
  const channel = openLiveChannel(socket, {
    onChanged: (keys) => told.push(keys.join(" ")),
    onReconnected: () => told.push("reconnected"),
  });
  return {
    channel,
    told,
    sent,
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

describe("a message over the live channel", () => {
  const SESSION = "00000000-0000-4000-8000-000000000001";
  const message = { session_id: SESSION, text: "hello\nthere" };
  const conflict = {
    title: "Not possible in this state",
    status: 409,
    detail: "This session is over.",
    correlation_id: "0f3c",
    error: "conflict",
  };
  function up() {
    const opened = open();
    opened.open();
    return opened;
  }
  const idOf = (sent: string) => (JSON.parse(sent) as { client_id: string }).client_id;
  const say = (opened: ReturnType<typeof open>, answer: object) =>
    opened.say(JSON.stringify(answer));

  it("goes out with an id of its own, and finds its answer by it", async () => {
    const opened = up();
    const [first, second] = [opened.channel.send(message), opened.channel.send(message)];
    const [one = "", two = ""] = opened.sent;
    expect(JSON.parse(one)).toEqual({ type: "send_message", client_id: idOf(one), ...message });
    expect(idOf(two)).not.toBe(idOf(one));
    const type = "send_refused";
    const problem_type = "urn:leeway:error:conflict";
    say(opened, { type, client_id: idOf(two), problem_type, ...conflict });
    say(opened, { type: "send_accepted", client_id: idOf(one) });
    expect(await first).toEqual({ outcome: "accepted" });
    expect(await second).toMatchObject({
      outcome: "refused",
      error: {
        kind: "fault",
        correlationId: "0f3c",
        problem: { ...conflict, type: "urn:leeway:error:conflict" },
      },
    });
    expect(opened.told).toEqual([]);
  });

  it("is refused by a limit with all that the limit says", async () => {
    const opened = up();
    const sending = opened.channel.send(message);
    const refusal = {
      reason: "week_threshold",
      utilization_pct: 91,
      threshold_pct: 80,
      resets_at: "2026-03-02T12:00:00.000Z",
    };
    say(opened, {
      ...conflict,
      type: "send_refused",
      client_id: idOf(opened.sent[0] ?? ""),
      problem_type: "urn:leeway:error:quota_threshold_reached",
      status: 503,
      error: "quota_threshold_reached",
      ...refusal,
      reasons: [refusal],
      advice: [],
      retry_at: refusal.resets_at,
    });
    expect(await sending).toMatchObject({
      outcome: "refused",
      error: { kind: "refusal", problem: refusal },
    });
  });

  it("is refused also in a shape that this page does not know", async () => {
    const opened = up();
    const sending = opened.channel.send(message);
    const client_id = idOf(opened.sent[0] ?? "");
    say(opened, { type: "send_refused", client_id, problem_type: "urn:x", error: "siesta" });
    expect(await sending).toMatchObject({ outcome: "refused", error: { kind: "malformed" } });
  });

  it("is not sent while the channel is down, nor later", async () => {
    const opened = open();
    expect(await opened.channel.send(message)).toMatchObject({
      outcome: "unsent",
      error: { kind: "offline" },
    });
    opened.open();
    expect(opened.sent).toEqual([]);
  });

  it("is lost if the connection breaks before its answer, whatever is said after", async () => {
    const opened = up();
    const sending = opened.channel.send(message);
    opened.close();
    const lost = { outcome: "lost", error: { kind: "offline" } };
    expect(await sending).toMatchObject(lost);
    opened.open();
    say(opened, { type: "send_accepted", client_id: idOf(opened.sent[0] ?? "") });
    expect(await sending).toMatchObject(lost);
  });

  it("is lost if its answer does not come in time, and not a moment before", async () => {
    vi.useFakeTimers();
    const opened = up();
    let outcome: unknown = "waiting";
    void opened.channel.send(message).then((became) => (outcome = became));
    await vi.advanceTimersByTimeAsync(ANSWER_MS - 1);
    expect(outcome).toBe("waiting");
    await vi.advanceTimersByTimeAsync(1);
    expect(outcome).toMatchObject({ outcome: "lost", error: { kind: "timeout" } });
  });

  it("does not mind answers to what it has not said", async () => {
    const opened = up();
    const sending = opened.channel.send(message);
    say(opened, { type: "send_accepted", client_id: "another's" });
    say(opened, { type: "send_refused", client_id: null, problem_type: "x", ...conflict });
    say(opened, { type: "send_accepted", client_id: idOf(opened.sent[0] ?? "") });
    expect(await sending).toEqual({ outcome: "accepted" });
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
