import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openPglite } from "../../server/engines/pglite.ts";
import { migrate } from "../../server/engines/postgresRecords.ts";
import { providerUrlVariable } from "../../server/providers/providerUrlVariable.ts";
import { type Emulator, startEmulator } from "../../mocks/emulator.ts";
import { type Client, createClient } from "../../src/api/client.ts";
import { ProviderId } from "../../src/contract/snapshot.ts";
import { expect, FAILED_REQUESTS, test as base } from "../quiet.ts";
import { type Front, openFront } from "./front.ts";

export { expect, FAILED_REQUESTS };

const MAIN = resolve(import.meta.dirname, "../../dist/server/main.js");

/** A server in a process of its own, as `npm start` runs it. */
export interface RealServer {
  url: string;
  client: Client;
  folder: string;
  pid: number;
  /** Ends it without warning; the data folder stays. */
  kill: () => Promise<void>;
  /** Asks it to stop and waits; gives its exit code. */
  stop: () => Promise<number | null>;
  /** Starts it anew over the same data folder and settings. */
  restart: () => Promise<void>;
}

export interface ServerOptions {
  policy?: object;
  environment?: Record<string, string>;
  /** Starts without a data folder, as on a fresh machine, and takes the seconds that this needs. */
  bare?: boolean;
}

/** The vendors, as a server reaches them that is given this environment. */
export interface VendorsOnPort extends Emulator {
  environment: Record<string, string>;
}

interface Fixtures {
  /** Knows no account, and so rejects every token, until it is told otherwise. */
  vendor: VendorsOnPort;
  /** Starts servers; all end with the test, and their folders go. */
  startServer: (options?: ServerOptions) => Promise<RealServer>;
  /** Opens a proxy before a server, which can hold answers back. */
  openFront: (server: RealServer) => Promise<Front>;
}

interface WorkerFixtures {
  /** A migrated, empty database, made once and copied, because making one takes seconds. */
  template: string;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  template: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names off the pattern.
    async ({}, provide) => {
      const folder = mkdtempSync(join(tmpdir(), "leeway-e2e-"));
      const db = await openPglite(folder);
      await migrate(db);
      await db.destroy();
      await provide(folder);
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 60_000 },
  ],
  // oxlint-disable-next-line no-empty-pattern -- as above.
  vendor: async ({}, provide) => {
    const emulator = await startEmulator({ port: 0 });
    const urls = ProviderId.options.map((id) => [providerUrlVariable(id), `${emulator.url}/${id}`]);
    await provide({ ...emulator, environment: Object.fromEntries(urls) });
    await emulator.close();
  },
  startServer: async ({ context, template }, provide) => {
    const ending: (() => Promise<unknown>)[] = [];
    await provide(async (options = {}) => {
      const folder = mkdtempSync(join(tmpdir(), "leeway-e2e-"));
      if (!options.bare) cpSync(template, join(folder, "data/records"), { recursive: true });
      const server = await start(folder, options);
      ending.push(async () => {
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
      });
      return server;
    });
    // A page that outlives its server complains.
    await Promise.all(context.pages().map((page) => page.close()));
    await Promise.all(ending.map((end) => end()));
  },
  // oxlint-disable-next-line no-empty-pattern -- as above.
  openFront: async ({}, provide) => {
    const fronts: Front[] = [];
    await provide(async ({ url }) => {
      const front = await openFront(url);
      fronts.push(front);
      return front;
    });
    await Promise.all(fronts.map((front) => front.close()));
  },
});

async function start(folder: string, { policy, environment }: ServerOptions): Promise<RealServer> {
  const policyFile = join(folder, "policy.json");
  if (policy) writeFileSync(policyFile, JSON.stringify(policy));
  const settings = {
    ...process.env,
    PORT: "0",
    LEEWAY_DATA: join(folder, "data"),
    ...(policy ? { LEEWAY_POLICY: policyFile } : {}),
    ...environment,
  };
  let child: ChildProcess;
  let gone: Promise<number | null>;
  const server: RealServer = {
    url: "",
    client: createClient({ baseUrl: "" }),
    folder,
    pid: 0,
    async kill() {
      child.kill("SIGKILL");
      await gone;
    },
    async stop() {
      child.kill("SIGTERM");
      return gone;
    },
    async restart() {
      const port = new URL(server.url).port;
      await open(port);
    },
  };
  async function open(port: string): Promise<void> {
    child = spawn(process.execPath, [MAIN], { env: { ...settings, PORT: port } });
    gone = new Promise((resolve) => child.once("exit", resolve));
    server.pid = child.pid ?? 0;
    server.url = await printedUrl(child);
    server.client = createClient({ baseUrl: server.url });
  }
  await open("0");
  return server;
}

/** Resolves with the URL that the server prints; rejects with all that it said if it ends before. */
function printedUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const url = /Leeway is on (\S+)/.exec(said)?.[1];
      if (url) resolve(url);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("exit", () => reject(new Error(`The server ended: ${said}`)));
  });
}
