import type { Instant } from "../../src/contract/instant.ts";
import type { ProviderId } from "../../src/contract/snapshot.ts";
import type {
  AccountPatch,
  AccountRecord,
  AccountRecords,
  Addition,
  KnownAccount,
  PollState,
} from "../engines/accountRecords.ts";
import { createUpdates, type Updates } from "./updates.ts";
import type { AccountsDependencies } from "./dependencies.ts";

/**
 * All accounts and what was last seen of them, in memory, so that no list and no decision waits for
 * thousands of rows. Written through: what the records do not take is not in the book either.
 */
export interface AccountBook {
  load(): Promise<void>;
  all(): readonly KnownAccount[];
  find(id: string): KnownAccount | null;
  ofProvider(provider: ProviderId): readonly KnownAccount[];
  /** False, and nothing added, if the same person has used the key before. */
  add(known: KnownAccount, addition?: Addition | null): Promise<boolean>;
  change(id: string, patch: AccountPatch): Promise<AccountRecord | null>;
  remove(id: string): Promise<boolean>;
  /** Keeps what a poll has come to, and `history` as a row of its own; nothing if the account is gone. */
  keep(id: string, poll: PollState, history: Instant | null, visible: boolean): Promise<void>;
  /** Tells open pages what has waited to be told. */
  flush(): Promise<void>;
}

export function createAccountBook(
  deps: Pick<AccountsDependencies, "records" | "counters" | "log" | "now">,
): AccountBook {
  const records: AccountRecords = deps.records;
  const updates: Updates = createUpdates(deps);
  const book = new Map<string, KnownAccount>();

  return {
    async load() {
      for (const known of await records.listAccounts()) book.set(known.account.id, known);
    },
    all: () => [...book.values()],
    find: (id) => book.get(id) ?? null,
    ofProvider: (provider) =>
      [...book.values()].filter(({ account }) => account.provider === provider),
    async add(known, addition = null) {
      if (!(await records.addAccount(known, addition))) return false;
      book.set(known.account.id, known);
      await updates.tell("now");
      return true;
    },
    async change(id, patch) {
      const account = await records.changeAccount(id, patch);
      const known = book.get(id);
      if (!account || !known) return null;
      book.set(id, { ...known, account });
      await updates.tell("now");
      return account;
    },
    async remove(id) {
      const removed = await records.removeAccount(id);
      book.delete(id);
      if (removed) await updates.tell("now");
      return removed;
    },
    async keep(id, poll, history, visible) {
      if (!(await records.writePoll(id, poll, history))) return;
      const known = book.get(id);
      if (known) book.set(id, { ...known, poll });
      await updates.tell(visible ? "soon" : "later");
    },
    flush: () => updates.flush(),
  };
}
