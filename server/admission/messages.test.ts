import { beforeEach, describe, expect, it, vi } from "vitest";
import { createWorld, startRun, type World } from "../../mocks/world.ts";
import { defaultPolicy } from "./policy.ts";
import type { Principal } from "./principal.ts";

const dana: Principal = { id: "dana", name: "Dana", role: "member" };
const eve: Principal = { id: "eve", name: "Eve", role: "member" };
const root: Principal = { id: "root", name: "Root", role: "operator" };

let world: World;
let id: string;
beforeEach(async () => {
  world = await createWorld({ policy: defaultPolicy, principal: dana });
  id = await startRun(world, { kind: "session", project_id: null });
});
const send = (principal: Principal, text = "hello", session = id) =>
  world.admission.messages.send(principal, session, text);
const output = () => world.launcher.output(id)?.text;
const finished = async () => {
  await world.admission.lifecycle.settled();
  return (await world.records.findRun(id))?.finished_at;
};

describe("a message to a session", () => {
  it.each([dana, root])("is accepted from its owner and from operators: $id", async (principal) => {
    expect(await send(principal)).toEqual({ outcome: "accepted" });
    expect(output()).toMatch(/You said: hello\n$/);
  });

  it("of another's is a message to none", async () => {
    await expect(send(eve)).rejects.toMatchObject({ fault: "not_found" });
    expect(output()).not.toContain("You said");
  });

  it("is a conflict while the session is being stopped, and after", async () => {
    vi.spyOn(world.launcher, "stop").mockImplementation(() => new Promise(() => {}));
    await world.admission.lifecycle.cancel(dana, id, "session");
    await expect(send(dana)).rejects.toMatchObject({
      fault: "conflict",
      message: "This session is being stopped. It takes no more messages.",
    });
    world.launcher.exit(id, 0);
    expect(await finished()).not.toBeNull();
    await expect(send(dana)).rejects.toMatchObject({
      fault: "conflict",
      message: "This session is over. Start it again to go on.",
    });
  });

  it("is a conflict where the agent does not take it, and the session goes on", async () => {
    vi.spyOn(world.launcher, "send").mockResolvedValue(false);
    await expect(send(dana)).rejects.toMatchObject({ fault: "conflict" });
    expect((await world.records.findRun(id))?.status).toBe("running");
  });

  it("is held at the person's own caps, with what holds it; the session works on", async () => {
    world.vendor.set("claude", "dana-token", { session_pct: 95, weekly_pct: 10 });
    await world.accounts.connections.add(dana, {
      provider: "claude",
      nickname: null,
      credential: { kind: "token", token: "dana-token" },
      owner: "me",
    });
    await world.records.writeThresholds("dana", { session_pct: 90, week_pct: null });
    expect(await send(dana)).toMatchObject({
      outcome: "refused",
      decision: {
        refusal: { reason: "session_threshold", utilization_pct: 95, threshold_pct: 90 },
      },
    });
    expect(output()).not.toContain("You said");
    expect((await world.records.findRun(id))?.status).toBe("running");
    await world.records.writeThresholds("dana", { session_pct: 96, week_pct: null });
    expect(await send(dana)).toEqual({ outcome: "accepted" });
  });

  it("overtakes none before it, however long each is looked at", async () => {
    const session = await world.records.findRun(id);
    const held: (() => void)[] = [];
    vi.spyOn(world.records, "findRun").mockImplementation(async () => {
      // The first is looked at the longest.
      if (held.length === 0) await new Promise<void>((resolve) => held.push(resolve));
      return session;
    });
    const sent = ["one", "two", "three"].map((text) => send(dana, text));
    await expect.poll(() => held.length).toBe(1);
    held[0]?.();
    await Promise.all(sent);
    expect(output()).toMatch(/You said: one\nYou said: two\nYou said: three\n$/);
  });

  it("waits for none that the agent is slow to take", async () => {
    vi.spyOn(world.launcher, "send").mockImplementation(async (_, text) =>
      text === "slow" ? new Promise<boolean>(() => {}) : true,
    );
    void send(dana, "slow");
    expect(await send(dana, "quick")).toEqual({ outcome: "accepted" });
  });

  it("is refused while the records do not answer, and gets through after", async () => {
    world.breakEngine("records");
    await expect(send(dana)).rejects.toMatchObject({ engine: "records" });
    world.mendEngine("records");
    expect(await send(dana)).toEqual({ outcome: "accepted" });
  });
});
