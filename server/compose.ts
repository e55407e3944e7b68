import { homedir } from "node:os";
import { resolve } from "node:path";
import type { ProviderId } from "../src/contract/snapshot.ts";
import pino, { type Logger } from "pino";
import { createAccounts } from "./accounts/accounts.ts";
import { createAdmission } from "./admission/admission.ts";
import { createLedger } from "./admission/ledger.ts";
import { defaultPolicy } from "./admission/policy.ts";
import { localOperator } from "./admission/principal.ts";
import { createSampleWorkspace, samplePolicy } from "./admission/sampleWorkspace.ts";
import { type App, createApp } from "./app.ts";
import { createPlaces } from "./credentials/places.ts";
import { readSecret } from "./credentials/secretKey.ts";
import { type Argv, type Environment, EnvironmentError } from "./edge/environment.ts";
import { readPolicyFile } from "./edge/policyFile.ts";
import { openDataFolder } from "./engines/dataFolder.ts";
import { createMemoryCounters } from "./engines/memoryCounters.ts";
import { openPglite } from "./engines/pglite.ts";
import { createPostgresRecords, migrate } from "./engines/postgresRecords.ts";
import { findProgram } from "./launcher/findProgram.ts";
import { createProcessLauncher } from "./launcher/processLauncher.ts";
import type { Ask } from "./providers/provider.ts";
import { providerUrlVariable } from "./providers/providerUrlVariable.ts";
import { providers } from "./providers/registry.ts";
import { createVault } from "./providers/vault.ts";
import { createAsk } from "./providers/vendorTransport.ts";

/** The application over real engines, with its timers running. */
export interface Service {
  app: App;
  log: Logger;
  /** Ends runs, closes the records and releases the data folder. */
  close: () => Promise<void>;
}

const SWEEP_MS = 5000;
const TICK_MS = 1000;
const POLL_SWEEP_MS = 1000;
const PRUNE_MS = 3_600_000;
const TOUCH_MS = 15_000;

/**
 * Picks the adapters and starts them.
 *
 * @throws {EnvironmentError | PolicyFileError | DataFolderError} with lines for who started it
 */
export async function compose(
  environment: Environment,
  { version, sampleAgent }: { version: string; sampleAgent: string },
): Promise<Service> {
  const policyPath = resolve(environment.LEEWAY_POLICY ?? "leeway.policy.json");
  const policyFile = readPolicyFile(policyPath, environment.LEEWAY_POLICY !== undefined);
  const commandOf = (name: "LEEWAY_RUN_COMMAND" | "LEEWAY_SESSION_COMMAND") => {
    const argv = environment[name];
    return argv
      ? ({ agent: "command", argv: startable(name, argv) } as const)
      : ({ agent: "sample", argv: [process.execPath, sampleAgent] } as const);
  };
  const commands = {
    task: commandOf("LEEWAY_RUN_COMMAND"),
    session: commandOf("LEEWAY_SESSION_COMMAND"),
  };
  const log = pino({ level: environment.LOG_LEVEL }, pino.destination(2));

  const dataFolder = resolve(environment.LEEWAY_DATA);
  const folder = openDataFolder(dataFolder);
  try {
    const db = await openPglite(folder.records);
    await migrate(db);
    const records = createPostgresRecords(db);
    const launcher = createProcessLauncher({
      commands,
      runsFolder: folder.runs,
      environment: process.env,
    });
    const base = {
      records,
      counters: createMemoryCounters(),
      policy: () => policyFile ?? (sample.isPresent() ? samplePolicy : defaultPolicy),
      now: Date.now,
      elapsed: () => performance.now(),
      newId: () => crypto.randomUUID() as string,
      random: Math.random,
      log,
    };
    const places = createPlaces({
      environment: process.env,
      home: homedir(),
      platform: process.platform,
      dataFolder,
    });
    const accounts = createAccounts({
      ...base,
      providers,
      places,
      ask: createVendors(environment),
      vault: createVault(readSecret(environment.LEEWAY_SECRET, dataFolder)),
    });
    const { selecting, activity, poller } = accounts;
    const look = (id: string) => poller.poll(id);
    const deps = { ...base, launcher, ledger: createLedger(base), selecting, activity, look };
    const admission = createAdmission(deps);
    const { lifecycle } = admission;
    const sample = createSampleWorkspace(deps, lifecycle);
    // Before the queue moves: what starts is decided by what was last seen.
    await accounts.load();
    await lifecycle.recover();
    await admission.scheduler.recover();
    await sample.prepare(environment.LEEWAY_SAMPLE === "on", localOperator);
    const app = createApp({
      ...deps,
      admission,
      accounts,
      providers,
      places,
      sample,
      about: {
        version,
        environment: environment.LEEWAY_ENVIRONMENT,
        engines: { records: "PGlite", counters: "memory" },
      },
      authenticate: async () => localOperator,
    });

    const sweeping = setInterval(() => {
      lifecycle.sweep().catch((error: unknown) => log.error({ err: error }, "sweep failed"));
    }, SWEEP_MS);
    let watching: ReturnType<typeof setTimeout> | undefined;
    const watch = async () => {
      const next = await admission.watch();
      // A timer may be early by a millisecond, and the quota is to be reached.
      if (!closing) watching = setTimeout(() => void watch(), Math.ceil(next) + 1);
    };
    let closing = false;
    void watch();
    const ticking = setInterval(() => {
      void admission.scheduler.tick();
      void admission.parking.tick();
    }, TICK_MS);
    const polling = setInterval(() => poller.sweep(), POLL_SWEEP_MS);
    const prune = () =>
      accounts.prune().catch((error: unknown) => log.error({ err: error }, "pruning failed"));
    void prune();
    const pruning = setInterval(() => void prune(), PRUNE_MS);
    const touching = setInterval(folder.touch, TOUCH_MS);
    return {
      app,
      log,
      async close() {
        clearInterval(sweeping);
        closing = true;
        clearTimeout(watching);
        clearInterval(ticking);
        clearInterval(polling);
        clearInterval(pruning);
        clearInterval(touching);
        await Promise.all([lifecycle.shutDown(), poller.close()]);
        await records.close();
        folder.release();
      },
    };
  } catch (error) {
    folder.release();
    throw error;
  }
}

/** How each provider's vendor is reached: itself, or what stands in its place. */
function createVendors(environment: Environment): (id: ProviderId) => Ask {
  const asks = new Map(
    providers.map((provider) => [
      provider.id,
      createAsk({
        provider,
        baseUrl: environment[providerUrlVariable(provider.id)] ?? null,
        fetch,
      }),
    ]),
  );
  return (id) => {
    const ask = asks.get(id);
    if (!ask) throw new RangeError(`There is no reader for ${id}.`);
    return ask;
  };
}

/** A command that cannot start is better known now than at the first run. */
function startable(name: string, [program, ...args]: Argv): Argv {
  const found = findProgram(program, { cwd: process.cwd(), path: process.env["PATH"] ?? "" });
  if (found === null) throw new EnvironmentError(`${name}: there is no program ${program}`);
  return [found, ...args];
}
