import { describe, expect, it, vi } from "vitest";
import { dialInProcess } from "../../mocks/liveLine.ts";
import { createWorld, startRun } from "../../mocks/world.ts";
import type { Decision } from "../../src/contract/decision.ts";
import type { Principal } from "../admission/principal.ts";
import { liveRoute, MOST_IN_FLIGHT } from "./liveRoute.ts";

const SECRET = "the password is hunter2";

async function open(role: Principal["role"] = "operator") {
  const world = await createWorld();
  const session_id = await startRun(world, { kind: "session", project_id: null });
  const line = dialInProcess(world.app, { ...world.principal, role });
  let count = 0;
  const send = (text = "hello") => {
    const client_id = `m${++count}`;
    line.say(JSON.stringify({ type: "send_message", client_id, session_id, text }));
  };
  const answered = async (many = 1) => {
    await expect.poll(() => line.answers.length).toBe(many);
    return line.answers;
  };
  return { world, line, send, answered };
}

describe("the live channel", () => {
  it("takes messages from members, and none from viewers", async () => {
    const { send, answered } = await open("viewer");
    send();
    expect(await answered()).toMatchObject([{ type: "send_refused", error: "forbidden" }]);
    const member = await open("member");
    member.send();
    expect(await member.answered()).toMatchObject([{ type: "send_accepted" }]);
  });

  it("refuses what comes on top of what is under way, until some of that is answered", async () => {
    const { world, send, answered } = await open();
    const taking: ((taken: boolean) => void)[] = [];
    vi.spyOn(world.launcher, "send").mockImplementation(
      () => new Promise((resolve) => taking.push(resolve)),
    );
    for (let n = 0; n < MOST_IN_FLIGHT + 1; n++) send();
    expect(await answered()).toMatchObject([
      {
        type: "send_refused",
        client_id: `m${MOST_IN_FLIGHT + 1}`,
        error: "conflict",
        detail: expect.stringContaining("20 messages are under way"),
      },
    ]);
    await expect.poll(() => taking.length).toBe(MOST_IN_FLIGHT);
    taking[0]?.(true);
    await answered(2);
    send();
    await expect.poll(() => taking.length).toBe(MOST_IN_FLIGHT + 1);
  });

  it("says a limit's refusal with the members that it has over HTTP", async () => {
    const { world, line, answered } = await open();
    const refusal = {
      reason: "session_threshold" as const,
      utilization_pct: 91,
      threshold_pct: 80,
      resets_at: "2026-05-20T14:00:00.000Z",
    };
    const decision: Decision = {
      allowed: false,
      refusal,
      reasons: [refusal],
      advice: [],
      retry_at: refusal.resets_at,
    };
    vi.spyOn(world.admission.messages, "send").mockResolvedValue({ outcome: "refused", decision });
    const session_id = "00000000-0000-4000-8000-000000000001";
    line.say(
      JSON.stringify({ type: "send_message", client_id: "mine", session_id, text: "hello" }),
    );
    expect(await answered()).toMatchObject([
      {
        type: "send_refused",
        client_id: "mine",
        problem_type: "urn:leeway:error:quota_threshold_reached",
        status: 503,
        error: "quota_threshold_reached",
        ...refusal,
        reasons: [refusal],
        retry_at: refusal.resets_at,
      },
    ]);
  });

  it("answers an engine that does not, and a fault of its own, without the inside", async () => {
    const { world, send, answered } = await open();
    world.breakEngine("records");
    send();
    expect(await answered()).toMatchObject([{ reason: "limits_unavailable", status: 503 }]);
    world.mendEngine("records");
    vi.spyOn(world.launcher, "send").mockRejectedValue(new Error(SECRET));
    send();
    const [, fault] = await answered(2);
    expect(fault).toMatchObject({ error: "internal_error", status: 500 });
    expect(JSON.stringify(fault)).not.toContain("hunter2");
  });

  it("says nothing to a connection that has closed meanwhile", async () => {
    const { world, line, send } = await open();
    const taking: ((taken: boolean) => void)[] = [];
    vi.spyOn(world.launcher, "send").mockImplementation(
      () => new Promise((resolve) => taking.push(resolve)),
    );
    send();
    await expect.poll(() => taking.length).toBe(1);
    line.close();
    taking[0]?.(true);
    await world.counters.publish({ keys: ["/runs"], user_id: null });
    expect(line.answers).toEqual([]);
  });

  it("writes no word of a message into the log", async () => {
    const world = await createWorld();
    const session_id = await startRun(world, { kind: "session", project_id: null });
    const lines: string[] = [];
    const write = (fields: object, text: string) => lines.push(text + JSON.stringify(fields));
    const log = { debug: write, info: write, warn: write, error: write };
    const { counters, admission } = world;
    const deps = { counters, admission, log, newId: () => "id-1", now: Date.now };
    const live = liveRoute(deps as never);
    const line = dialInProcess({ ...world.app, live }, world.principal);
    for (const more of [{}, { colour: "red" }, { session_id: "none" }]) {
      const said = { type: "send_message", client_id: "mine", session_id, text: SECRET, ...more };
      line.say(JSON.stringify(said));
    }
    line.say(`${SECRET} and no JSON`);
    await expect.poll(() => line.answers.length).toBe(4);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join("\n")).not.toContain("hunter2");
  });
});
