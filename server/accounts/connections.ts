import { toInstant } from "../../src/contract/instant.ts";
import type { Connection, CredentialInput, ProviderInfo } from "../../src/contract/providers.ts";
import type { ProviderId } from "../../src/contract/snapshot.ts";
import type { Activity } from "../admission/activity.ts";
import { isProviderEnabled, pollSecondsOf } from "../admission/policy.ts";
import { createAddOnce } from "../admission/idempotency.ts";
import type { Principal } from "../admission/principal.ts";
import { RequestFault } from "../admission/requestFault.ts";
import type { AccountRecord, KnownAccount, PollState } from "../engines/accountRecords.ts";
import type { Idempotency } from "../engines/idempotency.ts";
import { CredentialError } from "../providers/credentialError.ts";
import type { Credential, Provider } from "../providers/provider.ts";
import type { AccountBook } from "./accountBook.ts";
import { readAccountCredential } from "./readAccountCredential.ts";
import type { AccountsDependencies } from "./dependencies.ts";
import type { Poller } from "./poller.ts";
import { presentAccount, readAccount, type ReadAccount } from "./presentAccount.ts";

export interface NewConnection {
  provider: ProviderId;
  nickname: string | null;
  credential: CredentialInput;
  owner: "workspace" | "me";
}

export interface ConnectionChange {
  nickname?: string | undefined;
  enabled?: boolean | undefined;
  credential?: CredentialInput | undefined;
}

/** Provider accounts, as people add and keep them. */
export interface Connections {
  providers(): ProviderInfo[];
  /** What the caller may see, as it reads now. */
  visible(principal: Principal): ReadAccount[];
  /** @throws {RequestFault} not_found, also for what is another person's */
  find(principal: Principal, id: string): KnownAccount;
  present(known: KnownAccount): Connection;
  presentRead(read: ReadAccount): Connection;
  /**
   * Adds an account and asks its vendor once, so that the answer says whether it works.
   * The same once more under the same `Idempotency-Key` gives the same account.
   *
   * @throws {RequestFault} invalid_request naming the field, where the credential cannot be read; forbidden
   */
  add(principal: Principal, connection: NewConnection, key?: string | null): Promise<Connection>;
  change(principal: Principal, id: string, change: ConnectionChange): Promise<Connection>;
  remove(principal: Principal, id: string): Promise<void>;
}

/** The first answer of a vendor is waited for so long; it goes on without whoever added the account. */
const FIRST_POLL_MS = 8000;

export function createConnections(
  deps: AccountsDependencies,
  { book, poller, activity }: { book: AccountBook; poller: Poller; activity: Activity },
): Connections {
  const { providers, policy, now, newId, vault } = deps;
  /** Nicknames on their way into the book. */
  const naming = new Set<string>();
  const addOnce = createAddOnce();

  const providerOf = (id: ProviderId): Provider => {
    const provider = providers.find((provider) => provider.id === id);
    if (!provider) throw new RequestFault("not_found", `There is no provider ${id}.`);
    return provider;
  };
  const read = (known: KnownAccount) =>
    readAccount(known, providerOf(known.account.provider), policy(), now());
  const presentRead = (read: ReadAccount) => {
    const { account } = read.known;
    return presentAccount(read, providerOf(account.provider), poller.isPolling(account.id));
  };
  const present = (known: KnownAccount) => presentRead(read(known));

  const maySee = ({ user_id }: AccountRecord, { id, role }: Principal) =>
    user_id === null || user_id === id || role === "operator";
  const mayChange = ({ user_id }: AccountRecord, { id, role }: Principal) =>
    user_id === id || role === "operator";

  function find(principal: Principal, id: string): KnownAccount {
    const known = book.find(id);
    if (known && maySee(known.account, principal)) return known;
    throw new RequestFault("not_found", `There is no account ${id}.`);
  }

  function findOwn(principal: Principal, id: string): KnownAccount {
    const known = find(principal, id);
    if (mayChange(known.account, principal)) return known;
    throw new RequestFault("forbidden", "Only its owner or an operator may change this account.");
  }

  /** What is written down of a credential; pasted ones are encrypted under the account's id. */
  async function keepable(
    principal: Principal,
    provider: Provider,
    id: string,
    given: CredentialInput,
  ): Promise<Pick<AccountRecord, "credential_kind" | "credential_source" | "sealed">> {
    if (given.kind === "token") {
      const credential: Credential = {
        token: given.token,
        account_id: given.account_id ?? null,
        identity: null,
        expires_at: null,
        plan: null,
        extra: given.region === undefined ? {} : { region: given.region },
      };
      const sealed = await vault.seal(JSON.stringify(credential), id);
      return { credential_kind: "token", credential_source: null, sealed };
    }
    if (principal.role !== "operator") {
      throw new RequestFault(
        "forbidden",
        "Only operators may let the server read a credential on its machine. Paste a token instead.",
      );
    }
    const { kind } = given;
    const source = kind === "file" ? given.path : kind === "environment" ? given.name : given.id;
    const kept = { credential_kind: kind, credential_source: source, sealed: null };
    try {
      await readAccountCredential(deps, provider, { id, ...kept });
    } catch (error) {
      if (!(error instanceof CredentialError)) throw error;
      const member = { file: "path", environment: "name", discovered: "id" }[kind];
      throw new RequestFault("invalid_request", error.message, [
        { field: `credential.${member}`, message: error.message },
      ]);
    }
    return kept;
  }

  /** Waits for the vendor, but not for one that hangs. */
  async function firstPoll(id: string, underWay: Promise<unknown> | null = null): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, FIRST_POLL_MS);
    });
    const first = Promise.resolve(underWay)
      .catch(() => null)
      .then(() => poller.poll(id));
    await Promise.race([first.catch(() => null), late]);
    clearTimeout(timer);
  }

  function nicknameFor(provider: Provider): string {
    const taken = new Set([...naming, ...book.all().map(({ account }) => account.nickname)]);
    for (let number = 1; ; number++) {
      const nickname = `${provider.name} ${number}`;
      if (!taken.has(nickname)) return nickname;
    }
  }

  async function add(
    principal: Principal,
    { provider: providerId, nickname, credential, owner }: NewConnection,
    idempotency: Idempotency | null,
  ): Promise<Connection | null> {
    const provider = providerOf(providerId);
    if (owner === "workspace" && principal.role !== "operator") {
      throw new RequestFault("forbidden", "Only operators add accounts for the workspace.");
    }
    const id = newId();
    const kept = await keepable(principal, provider, id, credential);
    const created_at = toInstant(now());
    const account: AccountRecord = {
      id,
      provider: providerId,
      nickname: nickname ?? nicknameFor(provider),
      user_id: owner === "workspace" ? null : principal.id,
      enabled: true,
      created_at,
      ...kept,
    };
    const addition = idempotency && { ...idempotency, added_by: principal.id };
    naming.add(account.nickname);
    try {
      if (!(await book.add({ account, poll: unpolled(account) }, addition))) return null;
    } finally {
      naming.delete(account.nickname);
    }
    await activity.add("account_added", `${provider.name}: "${account.nickname}" was added.`, {
      user_id: account.user_id,
      account_id: id,
    });
    await firstPoll(id);
    return present(book.find(id) ?? { account, poll: unpolled(account) });
  }

  return {
    providers: () =>
      providers.map((provider) => ({
        id: provider.id,
        name: provider.name,
        enabled: isProviderEnabled(policy(), provider.id),
        poll_seconds: pollSecondsOf(policy(), provider),
        poses_as_client: provider.poses_as_client,
        paste_hint: provider.paste_hint,
      })),
    visible: (principal) =>
      book
        .all()
        .filter(({ account }) => maySee(account, principal))
        .map(read),
    find,
    present,
    presentRead,

    async add(principal, connection, key = null) {
      const added = await addOnce(
        { principal, key, request: connection },
        {
          add: (idempotency) => add(principal, connection, idempotency),
          findBefore: (userId, key) => deps.records.findAddedAccount(userId, key),
          async present(id) {
            const known = book.find(id);
            return known && present(known);
          },
        },
      );
      if (added) return added;
      throw new RequestFault("conflict", "The account was removed meanwhile.");
    },

    async change(principal, id, { nickname, enabled, credential }) {
      const { account } = findOwn(principal, id);
      const kept =
        credential && (await keepable(principal, providerOf(account.provider), id, credential));
      const patch = {
        ...(nickname !== undefined && { nickname }),
        ...(enabled !== undefined && { enabled }),
        ...kept,
      };
      await book.change(id, patch);
      const asksAgain = kept !== undefined || (enabled === true && !account.enabled);
      if (asksAgain) {
        // What was seen may be another account's.
        if (kept) await book.keep(id, unpolled(account), null, true);
        // What is under way still uses the credential of before.
        await firstPoll(id, poller.isPolling(id) ? poller.poll(id) : null);
      }
      return present(find(principal, id));
    },

    async remove(principal, id) {
      const { account } = findOwn(principal, id);
      if (!(await book.remove(id))) return;
      await activity.add("account_removed", `"${account.nickname}" was removed.`, {
        user_id: account.user_id,
        account_id: id,
      });
    },
  };
}

/** Nothing is known yet, and nothing is made up. */
function unpolled({ id, provider, created_at }: AccountRecord): PollState {
  return {
    snapshot: {
      account_id: id,
      provider,
      plan: null,
      status: null,
      vendor_verdict: null,
      coverage: "full",
      default_scopes: ["account"],
      limits: [],
      observed_at: null,
      fetched_at: null,
      retry_after: null,
      error: null,
    },
    next_poll_at: created_at,
    failures: 0,
    fingerprint: null,
    expires_at: null,
    identity: null,
    unknown_keys: [],
  };
}
