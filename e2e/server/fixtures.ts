import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test as base } from "@playwright/test";
import { type Client, createClient } from "../../src/api/client.ts";

export { expect } from "@playwright/test";

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
}

interface Fixtures {
  /** Starts servers; all end with the test, and their folders go. */
  startServer: (options?: ServerOptions) => Promise<RealServer>;
}

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names off the pattern.
  startServer: async ({}, provide) => {
    const ending: (() => Promise<unknown>)[] = [];
    await provide(async (options = {}) => {
      const folder = mkdtempSync(join(tmpdir(), "leeway-e2e-"));
      const server = await start(folder, options);
      ending.push(async () => {
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
      });
      return server;
    });
    await Promise.all(ending.map((end) => end()));
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
