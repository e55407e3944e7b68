import type { ActivityEntry } from "../../src/contract/activity.ts";
import { fromInstant, type Instant } from "../../src/contract/instant.ts";
import type { AccountRecords, Addition, HistoryRow, KnownAccount } from "./accountRecords.ts";

interface Row extends KnownAccount {
  /** By milliseconds since 1970. */
  history: Map<number, HistoryRow>;
  addition: Addition | null;
}

interface Placed {
  at: Instant;
  id: string;
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
const longestThere = ({ account: a }: KnownAccount, { account: b }: KnownAccount) =>
  fromInstant(a.created_at) - fromInstant(b.created_at) || byId(a, b);
const newestFirst = (a: Placed, b: Placed) => fromInstant(b.at) - fromInstant(a.at) || byId(b, a);

/** Accounts without a disk. What goes in and what comes out are copies, as with every engine. */
export function createMemoryAccounts(): AccountRecords {
  const accounts = new Map<string, Row>();
  const cooldowns = new Map<string, Instant>();
  const activity = new Map<string, ActivityEntry>();

  const findAdded = (userId: string, key: string): Row | null =>
    [...accounts.values()].find(
      ({ addition }) => addition?.added_by === userId && addition.key === key,
    ) ?? null;

  return {
    listAccounts: async () =>
      [...accounts.values()]
        .sort(longestThere)
        .map(({ account, poll }) => structuredClone({ account, poll })),
    async addAccount({ account, poll }, addition = null) {
      if (accounts.has(account.id)) throw new Error(`There is an account ${account.id} already`);
      if (addition && findAdded(addition.added_by, addition.key)) return false;
      const row = structuredClone({ account, poll, addition });
      accounts.set(account.id, { ...row, history: new Map() });
      return true;
    },
    async findAddedAccount(userId, key) {
      const added = findAdded(userId, key);
      return added && { id: added.account.id, digest: added.addition?.digest ?? "" };
    },
    async changeAccount(id, patch) {
      const row = accounts.get(id);
      if (!row) return null;
      row.account = { ...row.account, ...patch };
      return { ...row.account };
    },
    removeAccount: async (id) => accounts.delete(id),

    async writePoll(accountId, poll, history) {
      const row = accounts.get(accountId);
      if (!row) return false;
      const { snapshot } = poll;
      if (history !== null) {
        row.history.set(fromInstant(history), structuredClone({ at: history, snapshot }));
      }
      row.poll = structuredClone(poll);
      return true;
    },
    async listHistory(accountId, from, to) {
      const [start, end] = [fromInstant(from), fromInstant(to)];
      return [...(accounts.get(accountId)?.history ?? [])]
        .filter(([at]) => at >= start && at < end)
        .sort(([a], [b]) => a - b)
        .map(([, row]) => structuredClone(row));
    },

    readCooldowns: async (now) =>
      [...cooldowns]
        .filter(([, until]) => fromInstant(until) > fromInstant(now))
        .map(([fingerprint, until]) => ({ fingerprint, until })),
    async writeCooldown(fingerprint, until) {
      const before = cooldowns.get(fingerprint);
      if (before === undefined || fromInstant(before) < fromInstant(until)) {
        cooldowns.set(fingerprint, until);
      }
    },

    async addActivity(entry) {
      if (activity.has(entry.id)) throw new Error(`There is an entry ${entry.id} already`);
      activity.set(entry.id, { ...entry });
    },
    listActivity: async ({ user_id, limit, after }) =>
      [...activity.values()]
        .filter((entry) => user_id === undefined || [user_id, null].includes(entry.user_id))
        .filter((entry) => after === undefined || newestFirst(entry, after) > 0)
        .sort(newestFirst)
        .slice(0, limit)
        .map((entry) => ({ ...entry })),

    async prune(before) {
      const [history, entries, cooled] = [
        fromInstant(before.history),
        fromInstant(before.activity),
        fromInstant(before.cooldowns),
      ];
      for (const row of accounts.values()) {
        for (const at of row.history.keys()) if (at < history) row.history.delete(at);
      }
      for (const { id, at } of activity.values())
        if (fromInstant(at) < entries) activity.delete(id);
      for (const [key, until] of cooldowns) if (fromInstant(until) < cooled) cooldowns.delete(key);
    },
  };
}
