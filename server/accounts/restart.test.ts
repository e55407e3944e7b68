import { beforeEach, describe, expect, it } from "vitest";
import { startEmulator } from "../../mocks/emulator.ts";
import { createClient } from "../../src/api/client.ts";
import { readLimit } from "../../src/domain/readLimit.ts";
import { localOperator } from "../admission/principal.ts";
import { compose } from "../compose.ts";
import { parseEnvironment } from "../edge/environment.ts";
import { listen } from "../edge/listen.ts";
import { pgliteFolders } from "../engines/pgliteFolders.ts";
import { type AccountsWorld, at, failedReport, openAccounts, weekly } from "./accountsTestSetup.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;

const folders = pgliteFolders();

async function open(folder: string, vendorUrl: string) {
  const environment = parseEnvironment({
    LEEWAY_DATA: folder,
    LEEWAY_SAMPLE: "off",
    LOG_LEVEL: "silent",
    LEEWAY_PROVIDER_CLAUDE_URL: `${vendorUrl}/claude`,
  });
  const service = await compose(environment, { version: "0.0.0-test", sampleAgent: "" });
  const { url, close } = await listen({
    app: service.app,
    principal: localOperator,
    clientFolder: folder,
    host: "127.0.0.1",
    port: 0,
  });
  return {
    client: createClient({ baseUrl: url }),
    async close() {
      await close();
      await service.close();
    },
  };
}

it("a server over the same folder shows what was last seen, though no vendor can be reached", async () => {
  const folder = folders.create();
  const emulator = await startEmulator({ port: 0 });
  emulator.vendor.set("claude", "good", { session_pct: 20, weekly_pct: 40 });
  emulator.vendor.set("claude", "spent", { weekly_pct: 100, weekly_resets_at: 2 * DAY });
  const first = await open(folder, emulator.url);
  const add = async (token: string) => {
    const credential = { kind: "token", token } as const;
    const body = { provider: "claude", nickname: token, credential } as const;
    return (await first.client.providers.connect({ body })).data;
  };
  const [good, spent] = [await add("good"), await add("spent")];
  await first.close();
  await emulator.close();

  const second = await open(folder, emulator.url);
  try {
    const { providers } = second.client;
    const { connections } = (await providers.client({ query: { sort: "name" } })).data;
    expect(connections).toEqual([good, spent]);
    // The pasted token still opens, so it is the vendor that fails.
    const usage = (await providers.usage({ params: { connection_id: good.id } })).data;
    expect(usage).toMatchObject({
      status: "error",
      error: { code: "network" },
      limits: good.snapshot.limits,
      observed_at: good.snapshot.observed_at,
    });
    const chosen = (await providers.select({ params: { provider: "claude" }, body: {} })).data;
    expect(chosen).toMatchObject({ account_id: good.id, skipped: [{ account_id: spent.id }] });
  } finally {
    await second.close();
  }
});

describe("without a vendor that answers", () => {
  let world: AccountsWorld;
  beforeEach(async () => {
    world = await openAccounts();
  });

  const down = () => failedReport("error", "http_500", "HTTP 500.");
  /** Time passes with a vendor that fails, in sweeps a minute apart. */
  async function fail(seconds: number): Promise<void> {
    world.answer(down);
    for (let passed = 0; passed < seconds; passed += 60) {
      world.pass(60);
      world.accounts.poller.sweep();
      await world.accounts.poller.settled();
    }
  }
  /** What another server makes of the same records. */
  async function restart(): Promise<void> {
    world = await openAccounts(world.records, world.now());
    world.answer(down);
  }
  const present = (id: string) => {
    const { connections } = world.accounts;
    return connections.present(connections.find(localOperator, id));
  };
  function select() {
    const asked = { provider: "claude", user_id: "local", model: null, scopes: null } as const;
    const fact = world.accounts.selecting.factOf(asked);
    if (!fact) throw new Error("There is no account.");
    return world.accounts.selecting.select(fact, world.now());
  }

  it("a spent account stays so for a day of failures, and over a restart", async () => {
    world.answer(() => weekly(100, 30 * DAY));
    const id = await world.add("t");
    await fail(DAY);
    await restart();
    expect(present(id)).toMatchObject({
      state: "depleted",
      availability: { state: "depleted", available_at: at(30 * DAY) },
      snapshot: { status: "error", observed_at: at(0) },
    });
    expect(await select()).toMatchObject({ chosen: null, last_resort: false });
  });

  it("one at 100 % whose reset passed an hour ago does not block, and reads due", async () => {
    world.answer(() => weekly(100, HOUR));
    const id = await world.add("t");
    await fail(2 * HOUR);
    await restart();
    const { snapshot, state, availability } = present(id);
    expect([state, availability.state]).toEqual(["failing", "unknown"]);
    expect(snapshot).toMatchObject({ observed_at: at(0), limits: [{ used_pct: 100 }] });
    const readings = snapshot.limits.map((limit) => readLimit(limit, world.now(), HOUR));
    expect(readings).toMatchObject([{ reset: "due", blocks: false, level: "unknown" }]);
    expect((await select()).chosen?.candidate.account_id).toBe(id);
  });

  it("a reset of the five hours does not free one whose week is spent", async () => {
    world.answer(() => {
      const week = weekly(100, 3 * DAY);
      const session = { id: "session", label: "Session (5 h)", window_seconds: 5 * HOUR };
      const short = weekly(100, 5 * HOUR, session);
      return { ...week, limits: [...short.limits, ...week.limits] };
    });
    const id = await world.add("t");
    await fail(5 * HOUR + 60);
    await restart();
    expect(present(id)).toMatchObject({
      state: "depleted",
      availability: { state: "depleted", available_at: at(3 * DAY), binding: "weekly" },
    });
    expect(await select()).toMatchObject({
      chosen: null,
      skipped: [{ why: "Weekly used up", resets_at: at(3 * DAY) }],
    });
  });
});
