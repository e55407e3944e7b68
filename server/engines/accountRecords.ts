import type { ActivityEntry } from "../../src/contract/activity.ts";
import type { Instant } from "../../src/contract/instant.ts";
import type { CredentialKind } from "../../src/contract/providers.ts";
import type { ProviderId, Snapshot } from "../../src/contract/snapshot.ts";
import type { Idempotency, MadeBefore } from "./idempotency.ts";

/** A provider account as it is written down. */
export interface AccountRecord {
  id: string;
  provider: ProviderId;
  nickname: string;
  /** Whose it is; null is the workspace's. */
  user_id: string | null;
  enabled: boolean;
  created_at: Instant;
  credential_kind: CredentialKind;
  /** A path, a variable's name or a place's id; null for a pasted token. */
  credential_source: string | null;
  /** The pasted credential, encrypted; null if it is read elsewhere before each poll. */
  sealed: string | null;
}

export type AccountPatch = Partial<
  Pick<AccountRecord, "nickname" | "enabled" | "credential_kind" | "credential_source" | "sealed">
>;

/** What polling an account has come to. */
export interface PollState {
  snapshot: Snapshot;
  /** When the poller asks next; null if it waits for a person. */
  next_poll_at: Instant | null;
  /** Polls in a row that brought no numbers. */
  failures: number;
  /** Tells credentials apart without holding them; null if the latest poll could not read one. */
  fingerprint: string | null;
  /** When the token lapses, where the credential says so. */
  expires_at: Instant | null;
  /** Who the credential belongs to, where it says so. */
  identity: string | null;
  /** Members of the last answer that its reader does not know: drift of the vendor's. */
  unknown_keys: string[];
}

/** Who added an account, and with what: it may belong to somebody else, or to everyone. */
export interface Addition extends Idempotency {
  added_by: string;
}

export interface KnownAccount {
  account: AccountRecord;
  poll: PollState;
}

/** A snapshot as it was at a time, for charts and exports. */
export interface HistoryRow {
  at: Instant;
  snapshot: Snapshot;
}

/**
 * Provider accounts, what was last seen of them, and what happened. Part of `Records`; the same
 * rules hold for every engine (`accountsConformance.ts`).
 *
 * @throws {EngineUnavailableError} from any method
 */
export interface AccountRecords {
  /** By when they were added, then by id. */
  listAccounts(): Promise<KnownAccount[]>;
  /** False, and nothing written, if the same person has used the key before. */
  addAccount(known: KnownAccount, addition?: Addition | null): Promise<boolean>;
  /** The account that a person has added under a key, while it is there. */
  findAddedAccount(userId: string, key: string): Promise<MadeBefore | null>;
  /** Null, and nothing changed, if there is no such account. */
  changeAccount(id: string, patch: AccountPatch): Promise<AccountRecord | null>;
  /** With its poll state and its history. False if there is none. */
  removeAccount(id: string): Promise<boolean>;
  /**
   * Writes what a poll has come to, and, if `history` is an instant, keeps the snapshot as a row of
   * that time (a second row of the same time replaces the first). All of it or nothing; false, and
   * nothing written, if the account is gone.
   */
  writePoll(accountId: string, poll: PollState, history: Instant | null): Promise<boolean>;
  /** Oldest first, from `from` (inclusive) to `to` (exclusive). */
  listHistory(accountId: string, from: Instant, to: Instant): Promise<HistoryRow[]>;

  /** Until when credentials must not be used to ask for usage, by fingerprint; those after `now`. */
  readCooldowns(now: Instant): Promise<{ fingerprint: string; until: Instant }[]>;
  /** The later of this and what was written before stands. */
  writeCooldown(fingerprint: string, until: Instant): Promise<void>;

  addActivity(entry: ActivityEntry): Promise<void>;
  /**
   * Newest first, then by id. With `user_id`, only what concerns that user or everyone; after a
   * position, only entries behind it in this order.
   */
  listActivity(filter: {
    user_id?: string | undefined;
    limit: number;
    after?: { at: Instant; id: string } | undefined;
  }): Promise<ActivityEntry[]>;

  /** Removes history rows, activity entries and cool-downs of before these instants. */
  prune(before: { history: Instant; activity: Instant; cooldowns: Instant }): Promise<void>;
}
