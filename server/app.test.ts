import { describe, expect, it, vi } from "vitest";
import { endpoints } from "../src/contract/api.ts";
import { toInstant } from "../src/contract/instant.ts";
import { accountsSuite, type AccountsTarget } from "../mocks/accountsSuite.ts";
import { contractSuite, suitePolicy } from "../mocks/contractSuite.ts";
import { dialInProcess } from "../mocks/liveLine.ts";
import { messagesSuite } from "../mocks/messagesSuite.ts";
import { slotsSuite } from "../mocks/slotsSuite.ts";
import { thresholdsSuite } from "../mocks/thresholdsSuite.ts";
import { waitingSuite } from "../mocks/waitingSuite.ts";
import { createWorld, startRun, type World } from "../mocks/world.ts";
import type { Policy } from "./admission/policy.ts";
import type { Principal } from "./admission/principal.ts";
import { limitOf } from "./providers/limitOf.ts";

async function open(policy: Policy): Promise<AccountsTarget> {
  const { app, vendor } = await createWorld({ policy });
  return {
    vendor,
    baseUrl: "http://localhost",
    fetch: (input, init) => app.fetch(new Request(input, init)),
    close: async () => {},
  };
}

contractSuite("in process", () => open(suitePolicy));
slotsSuite("in process", open);
accountsSuite("in process", open);
messagesSuite("in process", async (policy) => {
  const { app, principal } = await createWorld({ policy });
  return {
    baseUrl: "http://localhost",
    fetch: (input, init) => app.fetch(new Request(input, init)),
    dial: async () => dialInProcess(app, principal),
    close: async () => {},
  };
});
thresholdsSuite("in process", open);
waitingSuite("in process", open);

/** Seen spent at `at`, until a reset to rely on. */
function spentUntil(account_id: string, resets: number, at: number) {
  const weekly = { id: "weekly", label: "Weekly", kind: "window", unit: "percent" } as const;
  const resets_at = toInstant(resets);
  return {
    account_id,
    provider: "claude" as const,
    plan: null,
    status: "ok" as const,
    vendor_verdict: null,
    coverage: "full" as const,
    default_scopes: ["account" as const],
    limits: [limitOf({ ...weekly, used_pct: 100, resets_at }, at)],
    observed_at: toInstant(at),
    fetched_at: toInstant(at),
    retry_after: null,
    error: null,
  };
}

describe("the application", () => {
  const PROJECT = {
    id: "acme/web",
    name: "Acme web",
    sample: false,
    created_at: "2026-01-01T00:00:00.000Z",
  };
  const RUN = "00000000-0000-4000-8000-000000000001";
  const ranks = ["viewer", "member", "operator"] as const;

  async function open(role: Principal["role"]): Promise<World> {
    const world = await createWorld({ principal: { id: role, name: role, role } });
    await world.records.addProject(PROJECT);
    return world;
  }
  const ask = ({ app }: World, path: string, method = "GET") =>
    app.fetch(
      new Request(`http://localhost${path}`, {
        method,
        ...(method === "POST" ? { body: "{}" } : {}),
      }),
    );

  it.each(endpoints.map((endpoint) => [endpoint.method, endpoint.path, endpoint] as const))(
    "takes %s %s from whoever has the role, and from nobody below",
    async (method, path, { role = "viewer" }) => {
      for (const asking of ranks) {
        const answer = await ask(await open(asking), `/api${path.replace(":id", RUN)}`, method);
        const below = ranks.indexOf(asking) < ranks.indexOf(role as Principal["role"]);
        expect(`${asking}: ${answer.status === 403}`).toBe(`${asking}: ${below}`);
      }
    },
  );

  it("chooses an account, or refuses, while its reset comes", async () => {
    const resets = Date.parse("2026-03-01T12:00:00.000Z");
    let time = resets - 60_000;
    let step = 0;
    const now = () => (time += step);
    const seen = await createWorld({ now });
    const snapshot = spentUntil(RUN, resets, time);
    await seen.accounts.book.add({
      account: {
        id: RUN,
        provider: "claude",
        nickname: "Spent",
        user_id: null,
        enabled: true,
        created_at: snapshot.observed_at,
        credential_kind: "token",
        credential_source: null,
        sealed: "v1.",
      },
      poll: {
        snapshot,
        next_poll_at: null,
        failures: 0,
        fingerprint: null,
        expires_at: null,
        identity: null,
        unknown_keys: [],
      },
    });
    step = 1000;
    const statuses = new Set<number>();
    for (let before = 0; before < 20; before++) {
      time = resets - before * 1000;
      statuses.add((await ask(seen, "/api/providers/claude/select", "POST")).status);
    }
    expect(statuses).toEqual(new Set([200, 503]));
  });

  it("lets viewers change nothing, and members nothing of the installation", () => {
    const open = endpoints.filter(({ method, role }) => method !== "GET" && role === undefined);
    expect(open.map(({ path }) => path)).toEqual(["/decision"]);
    const operators = endpoints.filter(({ role }) => role === "operator");
    expect(operators.map(({ path }) => path)).toEqual([
      "/sample",
      "/projects",
      "/providers/discovered",
    ]);
  });

  it.each([
    ["member", ["local work"]],
    ["operator", ["somebody's work", "local work"]],
  ] as const)("shows a %s the runs %j", async (role, messages) => {
    const world = await open(role);
    await startRun(world, { message: "local work" });
    const eve: Principal = { id: "eve", name: "Eve", role: "member" };
    await startRun({ ...world, principal: eve }, { message: "somebody's work" });
    const answer = await ask(world, "/api/runs");
    const { runs } = (await answer.json()) as { runs: { message: string }[] };
    expect(runs.map(({ message }) => message)).toEqual(expect.arrayContaining([...messages]));
    expect(runs).toHaveLength(messages.length);
  });

  it("names the methods that a path takes", async () => {
    const answer = await ask(await open("operator"), "/api/projects", "PUT");
    expect(answer.status).toBe(405);
    expect(answer.headers.get("Allow")).toBe("GET, POST");
  });

  it.each(["records", "counters"] as const)(
    "is alive but not ready without its %s",
    async (engine) => {
      const world = await open("operator");
      expect((await ask(world, "/readyz")).status).toBe(200);
      world.breakEngine(engine);
      expect((await ask(world, "/healthz")).status).toBe(200);
      const answer = await ask(world, "/readyz");
      expect(answer.status).toBe(503);
      expect(answer.headers.get("Retry-After")).toBe("5");
      expect(await answer.json()).toMatchObject({ reason: "limits_unavailable", engine });
    },
  );

  it("tells nobody what went wrong inside it", async () => {
    const world = await open("operator");
    vi.spyOn(world.records, "listProjects").mockRejectedValue(new Error("password=hunter2"));
    const answer = await ask(world, "/api/projects");
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain("hunter2");
  });

  it("tells a connection what concerns its principal, until it closes", async () => {
    const world = await open("operator");
    const connect = (id: string, role: Principal["role"]) => {
      const heard: string[] = [];
      let close = () => {};
      const send = (text: string) => void heard.push(JSON.parse(text).keys[0] as string);
      const onClose = (listener: () => void) => (close = listener);
      world.app.live({ send, onMessage: () => {}, onClose }, { id, name: id, role });
      return { heard, close: () => close() };
    };
    const [dana, eve, operator] = [
      connect("dana", "member"),
      connect("eve", "member"),
      connect("root", "operator"),
    ];
    const publish = (key: string, user_id: string | null) =>
      world.counters.publish({ keys: [key], user_id });
    await publish("/quota/runs", "dana");
    await publish("/projects", null);
    dana.close();
    await publish("/runs", "dana");
    expect(dana.heard).toEqual(["/quota/runs", "/projects"]);
    expect(eve.heard).toEqual(["/projects"]);
    expect(operator.heard).toEqual(["/quota/runs", "/projects", "/runs"]);
  });
});
