import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "./emulator.ts";

const NOW = Date.parse("2026-07-18T12:00:00.000Z");

describe("the emulator", () => {
  const running: Emulator[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((emulator) => emulator.close()));
  });
  async function start(): Promise<Emulator> {
    const emulator = await startEmulator({ port: 0, now: () => NOW });
    running.push(emulator);
    return emulator;
  }
  const put = async ({ url }: Emulator, path: string, body: unknown) =>
    fetch(`${url}/_/${path}`, { method: "PUT", body: JSON.stringify(body) });
  const usage = async ({ url }: Emulator, token: string, signal?: AbortSignal) =>
    fetch(`${url}/claude/api/oauth/usage`, {
      headers: { Authorization: `Bearer ${token}` },
      ...(signal && { signal }),
    });

  it("answers on loopback as the vendor does", async () => {
    const emulator = await start();
    expect(emulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    emulator.vendor.set("claude", "t", { session_pct: 25 });
    const response = await usage(emulator, "t");
    expect(response.status).toBe(200);
    expect(response.headers.get("date")).toBe("Sat, 18 Jul 2026 12:00:00 GMT");
    expect(await response.json()).toMatchObject({ five_hour: { utilization: 25 } });
    expect((await usage(emulator, "stranger")).status).toBe(401);
  });

  it("takes accounts and faults from other processes, tells what it saw, and forgets", async () => {
    const emulator = await start();
    expect((await put(emulator, "accounts/claude/a%2Fb", { weekly_pct: 7 })).status).toBe(204);
    expect(await (await usage(emulator, "a/b")).json()).toMatchObject({
      seven_day: { utilization: 7 },
    });
    const fault = { kind: "429", retry_after: 90 };
    expect((await put(emulator, "faults/a%2Fb", fault)).status).toBe(204);
    expect((await usage(emulator, "a/b")).headers.get("retry-after")).toBe("90");
    expect((await put(emulator, "faults/a%2Fb", null)).status).toBe(204);
    expect((await usage(emulator, "a/b")).status).toBe(200);
    const seen = await fetch(`${emulator.url}/_/seen/claude`);
    expect(await seen.json()).toEqual({
      requests: 3,
      in_flight: 0,
      most_in_flight: 1,
      by_token: { "a/b": 3 },
    });
    await fetch(`${emulator.url}/_/reset`, { method: "POST" });
    expect((await usage(emulator, "a/b")).status).toBe(401);
  });

  it.each([
    ["accounts/nobody/t", {}, 'No provider "nobody"'],
    ["accounts/claude/", {}, "The token is missing"],
    ["accounts/claude/t", null, "The body is no JSON object"],
    ["accounts/claude/t", [], "The body is no JSON object"],
    ["accounts/claude/t", { sesion_pct: 1 }, "sesion_pct is not known"],
    ["accounts/claude/t", { toString: 1 }, "toString is not known"],
    ["accounts/claude/t", { session_pct: -1 }, "session_pct cannot be -1"],
    ["accounts/claude/t", { session_pct: "1" }, 'session_pct cannot be "1"'],
    ["accounts/claude/t", { model_weekly: { a: "b" } }, 'model_weekly cannot be {"a":"b"}'],
    ["accounts/claude/t", { weekly_resets_at: "soon" }, 'weekly_resets_at cannot be "soon"'],
    ["accounts/claude/t", { weekly_resets_at: "" }, 'weekly_resets_at cannot be ""'],
    ["faults/t", { kind: "slow" }, 'kind cannot be "slow"'],
    ["faults/t", {}, "kind is missing"],
    ["faults/t", { kind: "401", retry_after: 1 }, "retry_after belongs to kind 429 only"],
    ["faults/%E0", null, '"%E0" is not URL-encoded'],
  ])("names what is wrong with PUT %s %j, and changes nothing", async (path, body, error) => {
    const emulator = await start();
    emulator.vendor.set("claude", "t", { session_pct: 25 });
    const response = await put(emulator, path, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error });
    expect(await (await usage(emulator, "t")).json()).toMatchObject({
      five_hour: { utilization: 25 },
    });
  });

  it("knows no other doors", async () => {
    const { url } = await start();
    const response = await fetch(`${url}/_/accounts`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: "No GET /_/accounts here" });
  });

  it("ends a hanging answer when its client hangs up", async () => {
    const emulator = await start();
    emulator.vendor.set("claude", "t", { session_pct: 25 });
    emulator.vendor.fault("t", { kind: "timeout" });
    const { port } = new URL(emulator.url);
    const socket = connect(Number(port), "127.0.0.1");
    socket.write(
      "GET /claude/api/oauth/usage HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer t\r\n\r\n",
    );
    await expect.poll(() => emulator.vendor.seen("claude").in_flight).toBe(1);
    socket.destroy();
    await expect.poll(() => emulator.vendor.seen("claude").in_flight).toBe(0);

    const controller = new AbortController();
    const hanging = usage(emulator, "t", controller.signal);
    await expect.poll(() => emulator.vendor.seen("claude").in_flight).toBe(1);
    controller.abort();
    await expect(hanging).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    await expect.poll(() => emulator.vendor.seen("claude").in_flight).toBe(0);
  });

  it("closes although somebody still waits", async () => {
    const emulator = await start();
    emulator.vendor.set("claude", "t", { session_pct: 25 });
    emulator.vendor.fault("t", { kind: "timeout" });
    const hanging = usage(emulator, "t").catch((error: unknown) => error);
    await expect.poll(() => emulator.vendor.seen("claude").in_flight).toBe(1);
    await emulator.close();
    expect(await hanging).toBeInstanceOf(TypeError);
    running.length = 0;
  });

  it("says so if it cannot have the port", async () => {
    const { url } = await start();
    const second = startEmulator({ port: Number(new URL(url).port) });
    await expect(second).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});
