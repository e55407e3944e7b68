import type { Work } from "../server/admission/admit.ts";
import { createAdmission } from "../server/admission/admission.ts";
import type { Log } from "../server/admission/dependencies.ts";
import { type Accounts, createAccounts } from "../server/accounts/accounts.ts";
import { createLedger, type Ledger } from "../server/admission/ledger.ts";
import { defaultPolicy, type Policy } from "../server/admission/policy.ts";
import { localOperator, type Principal } from "../server/admission/principal.ts";
import {
  createSampleWorkspace,
  type SampleWorkspace,
} from "../server/admission/sampleWorkspace.ts";
import type { Admission } from "../server/admission/admission.ts";
import { type App, createApp } from "../server/app.ts";
import type { Counters } from "../server/engines/counters.ts";
import { createMemoryCounters } from "../server/engines/memoryCounters.ts";
import { createMemoryRecords } from "../server/engines/memoryRecords.ts";
import type { Records } from "../server/engines/records.ts";
import { CredentialError } from "../server/providers/credentialError.ts";
import type { Places } from "../server/providers/places.ts";
import type { Ask, Provider } from "../server/providers/provider.ts";
import { providers as known } from "../server/providers/registry.ts";
import { createVault, type Vault } from "../server/providers/vault.ts";
import { createAsk } from "../server/providers/vendorTransport.ts";
import type { OnRefusal } from "../src/contract/runs.ts";
import type { ProviderId } from "../src/contract/snapshot.ts";
import { breakable } from "./breakable.ts";
import { createVendor, type Vendor } from "./vendor.ts";
import { createFakeLauncher, type FakeLauncher } from "./fakeLauncher.ts";

export interface WorldOptions {
  policy?: Policy;
  /** Milliseconds since 1970. */
  now?: () => number;
  principal?: Principal;
  /** Milliseconds between the lines of a fake process; without it processes stand still. */
  stepMs?: number;
  /** What an earlier server has written down: a restart. */
  records?: Records;
  /** The vendors of an earlier world. */
  vendor?: Vendor;
  /** Every provider that can be read, if left out. */
  providers?: readonly Provider[];
  /** What vendors' tools keep on the server's machine; nothing, if left out. */
  places?: Places;
}

/** The real application over engines in memory, and its inside for whoever seeds it. */
export interface World {
  app: App;
  admission: Admission;
  accounts: Accounts;
  vendor: Vendor;
  /** What pasted credentials are sealed with. */
  vault: Vault;
  records: Records;
  counters: Counters;
  launcher: FakeLauncher;
  ledger: Ledger;
  sample: SampleWorkspace;
  principal: Principal;
  /** Milliseconds since 1970, as this world counts them. */
  now: () => number;
  /** Engines that are switched off answer nothing until they are mended. */
  breakEngine: (engine: "records" | "counters") => void;
  mendEngine: (engine: "records" | "counters") => void;
}

/** Nothing lies on a machine that is not there. */
const nowhere: Places = {
  discover: async () => [],
  read: (_, __, source) =>
    Promise.reject(new CredentialError("not_found", `There is no ${source} in a mock.`)),
};

function vendorAsk(vendor: Vendor, providers: readonly Provider[], id: ProviderId): Ask {
  const provider = providers.find((provider) => provider.id === id);
  if (!provider) throw new RangeError(`There is no reader for ${id}.`);
  return createAsk({
    provider,
    baseUrl: `http://vendor.mock/${id}`,
    fetch: (url, init) => vendor.fetch(new Request(url, init)),
  });
}

const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const { policy = defaultPolicy, now = Date.now, principal = localOperator, stepMs } = options;
  const { providers = known, places = nowhere } = options;
  const records = breakable(options.records ?? createMemoryRecords(), "records");
  const counters = breakable(createMemoryCounters(), "counters");
  const launcher = createFakeLauncher(stepMs);
  const vendor = options.vendor ?? createVendor({ now });
  const earlier = await records.engine.listRuns({ limit: Number.MAX_SAFE_INTEGER });
  let lastId = Math.max(0, ...earlier.map(({ id }) => Number(id.slice(-12))));
  const base = {
    records: records.engine,
    counters: counters.engine,
    policy: () => policy,
    now,
    // The clock of a world goes forward only as it is moved.
    elapsed: now,
    // Ids count up, so that the same world is the same every time.
    newId: () => `00000000-0000-4000-8000-${String(++lastId).padStart(12, "0")}`,
    // In the middle, where nothing is to be told apart by chance.
    random: () => 0.5,
    log: quiet,
  };
  const vault = createVault("a secret of mocks");
  const accounts = createAccounts({
    ...base,
    providers,
    places,
    ask: (id) => vendorAsk(vendor, providers, id),
    vault,
  });
  const { selecting, activity, poller } = accounts;
  const ledger = createLedger(base);
  const look = (id: string) => poller.poll(id);
  const deps = { ...base, launcher, ledger, selecting, activity, look };
  const admission = createAdmission(deps);
  const sample = createSampleWorkspace(deps, admission.lifecycle);
  await accounts.load();
  await admission.lifecycle.recover();
  await admission.scheduler.recover();
  const app = createApp({
    ...deps,
    admission,
    accounts,
    providers,
    places,
    sample,
    about: {
      version: "0.0.0-mock",
      environment: "mock",
      engines: { records: "memory", counters: "memory" },
    },
    authenticate: async () => principal,
  });
  return {
    app,
    admission,
    accounts,
    vendor,
    vault,
    records: records.engine,
    counters: counters.engine,
    launcher,
    ledger,
    sample,
    principal,
    now,
    breakEngine: (engine) => (engine === "records" ? records : counters).break(),
    mendEngine: (engine) => (engine === "records" ? records : counters).mend(),
  };
}

/** Starts a run through the door, as anybody would. */
export const startRun = (world: World, work: Partial<Work> = {}): Promise<string> =>
  enter(world, work, "refuse");

/** The same for a run that waits where a limit stands in the way. */
export const parkRun = (world: World, work: Partial<Work> = {}): Promise<string> =>
  enter(world, work, "park");

async function enter(world: World, work: Partial<Work>, onRefusal: OnRefusal): Promise<string> {
  const admitted = await world.admission.admit({
    principal: world.principal,
    idempotencyKey: null,
    work: {
      kind: "task",
      project_id: "acme/web",
      source: "manual",
      execution: "managed",
      name: null,
      message: null,
      provider: null,
      model: null,
      ...work,
    },
    onRefusal,
  });
  if (admitted.outcome === "refused")
    throw new Error(`refused: ${admitted.decision.refusal?.reason}`);
  return admitted.run.id;
}
