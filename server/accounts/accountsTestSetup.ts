import { toInstant } from "../../src/contract/instant.ts";
import type { Limit } from "../../src/contract/limit.ts";
import type { ProviderId } from "../../src/contract/snapshot.ts";
import { defaultPolicy, type Policy } from "../admission/policy.ts";
import { localOperator, type Principal } from "../admission/principal.ts";
import type { AccountRecord } from "../engines/accountRecords.ts";
import type { Changed } from "../engines/counters.ts";
import { createMemoryCounters } from "../engines/memoryCounters.ts";
import { createMemoryRecords } from "../engines/memoryRecords.ts";
import type { Records } from "../engines/records.ts";
import { CredentialError } from "../providers/credentialError.ts";
import { credentialOf } from "../providers/credentialOf.ts";
import { limitOf } from "../providers/limitOf.ts";
import type { Credential, Provider, Report } from "../providers/provider.ts";
import { failedReport, reportOf } from "../providers/report.ts";
import { createVault } from "../providers/vault.ts";
import { type Accounts, createAccounts } from "./accounts.ts";

export const START = Date.parse("2026-03-01T12:00:00.000Z");
export const PACE = 300;

/** A moment, in seconds from the start. */
export const at = (seconds: number) => toInstant(START + seconds * 1000);

/** What a vendor says: a weekly share, used up or not. */
export const weekly = (used_pct: number, resetsIn = 90_000, more: Partial<Limit> = {}) =>
  reportOf({
    limits: [
      limitOf(
        {
          id: "weekly",
          label: "Weekly",
          kind: "window",
          unit: "percent",
          used_pct,
          window_seconds: 604_800,
          window_kind: "rolling",
          resets_at: at(resetsIn),
          ...more,
        },
        START,
      ),
    ],
  });

export { failedReport };

/** What a vendor answers to a token; a promise lets it wait. */
type Answer = (credential: Credential) => Report | Promise<Report>;

export interface AccountsWorld {
  accounts: Accounts;
  records: Records;
  /** Tokens in the order they were used. */
  asked: string[];
  /** Of one token, or of all that have none of their own. */
  answer: (answer: Answer, token?: string) => void;
  /** Moves the clock. */
  pass: (seconds: number) => void;
  now: () => number;
  /** Which token a file on the machine holds; null: it is gone. */
  putFile: (path: string, token: string | null) => void;
  setPolicy: (policy: Partial<Policy>) => void;
  /** Lines of the log, with their fields. */
  logged: string[];
  changed: () => number;
  /** What open pages were told, and whose. */
  events: Changed[];
  add: (token: string, provider?: ProviderId, principal?: Principal) => Promise<string>;
  addFile: (path: string) => Promise<string>;
}

const provider = (
  id: ProviderId,
  answers: (credential: Credential) => Promise<Report>,
): Provider => ({
  id,
  name: id === "claude" ? "Claude" : "Codex",
  origin: "https://vendor.example",
  other_origins: [],
  poll_seconds: PACE,
  poses_as_client: false,
  variables: [],
  places: [],
  paste_hint: "",
  readCredential: () => [],
  fetch: answers,
  read: () => failedReport("error", "unused", "unused"),
});

/** Accounts over memory, with a clock and a vendor that do as they are told. */
export async function openAccounts(
  records: Records = createMemoryRecords(),
  start = START,
): Promise<AccountsWorld> {
  let now = start;
  let lastId = 0;
  let policy = defaultPolicy;
  let changed = 0;
  const asked: string[] = [];
  const logged: string[] = [];
  const files = new Map<string, string>();
  const answers = new Map<string | undefined, Answer>();
  const answerTo = async (credential: Credential): Promise<Report> => {
    asked.push(credential.token);
    const answer = answers.get(credential.token) ?? answers.get(undefined) ?? (() => weekly(40));
    const report = await answer(credential);
    // What is observed is observed when the answer comes.
    const observed_at = toInstant(now);
    return { ...report, limits: report.limits.map((limit) => ({ ...limit, observed_at })) };
  };
  const log = (fields: object, message: string) =>
    void logged.push(`${message} ${JSON.stringify(fields)}`);
  const counters = createMemoryCounters();
  await counters.rebuild({ places: [], slots: [], locks: [] });
  const events: Changed[] = [];
  counters.subscribe((event) => {
    events.push(event);
    if (event.keys.includes("/providers/client")) changed += 1;
  });
  const accounts = createAccounts({
    records,
    counters,
    policy: () => policy,
    now: () => now,
    newId: () => `00000000-0000-4000-8000-${String(++lastId).padStart(12, "0")}`,
    log: { debug: log, info: log, warn: log, error: log },
    providers: [provider("claude", answerTo), provider("codex", answerTo)],
    ask: () => () => Promise.reject(new Error("These readers answer by themselves.")),
    places: {
      discover: async () => [],
      async read(_, __, path) {
        const token = files.get(path);
        if (token === undefined) throw new CredentialError("not_found", `${path} is not there.`);
        return credentialOf(token, { identity: `${token}@example.com` });
      },
    },
    vault: createVault("a secret of this test"),
    random: () => 0.5,
  });
  await accounts.load();
  const add = async (
    credential: Parameters<Accounts["connections"]["add"]>[1]["credential"],
    provider: ProviderId = "claude",
    principal = localOperator,
  ) => {
    const { id } = await accounts.connections.add(principal, {
      provider,
      nickname: null,
      credential,
      owner: principal.role === "operator" ? "workspace" : "me",
    });
    return id;
  };
  return {
    accounts,
    records,
    asked,
    answer: (answer, token) => void answers.set(token, answer),
    pass(seconds) {
      now += seconds * 1000;
    },
    now: () => now,
    putFile: (path, token) => void (token === null ? files.delete(path) : files.set(path, token)),
    setPolicy(more) {
      policy = { ...policy, ...more };
    },
    logged,
    changed: () => changed,
    events,
    add: (token, provider, principal) => add({ kind: "token", token }, provider, principal),
    addFile: (path) => add({ kind: "file", path }),
  };
}

/** What is written down of an account; fails if it is gone. */
export async function recordOf(
  { records }: Pick<AccountsWorld, "records">,
  id: string,
): Promise<AccountRecord> {
  const known = (await records.listAccounts()).find(({ account }) => account.id === id);
  if (!known) throw new Error(`There is no account ${id}.`);
  return known.account;
}

/** Resolves by hand: what is under way can be held. */
export function held<T>(): { promise: Promise<T>; release: (value: T) => void } {
  let release: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    release = resolve;
  });
  return { promise, release };
}
