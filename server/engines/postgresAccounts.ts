import { type Kysely, sql, type Transaction } from "kysely";
import type { AccountRecord, AccountRecords, PollState } from "./accountRecords.ts";
import { jsonOf } from "./jsonOf.ts";
import type { Schema } from "./schema.ts";

const ACCOUNT = [
  "id",
  "provider",
  "nickname",
  "user_id",
  "enabled",
  "created_at",
  "credential_kind",
  "credential_source",
  "sealed",
] as const satisfies readonly (keyof AccountRecord)[];
const POLL = [
  "snapshot",
  "next_poll_at",
  "failures",
  "fingerprint",
  "expires_at",
  "identity",
  "unknown_keys",
] as const satisfies readonly (keyof PollState)[];
const ENTRY = ["id", "at", "kind", "text", "user_id", "account_id"] as const;

/** The part of the records that is about provider accounts. */
export function createPostgresAccounts(db: Kysely<Schema>): AccountRecords {
  return {
    async listAccounts() {
      const rows = await db
        .selectFrom("accounts")
        .innerJoin("snapshots", "account_id", "id")
        .select([...ACCOUNT, ...POLL])
        .orderBy("created_at")
        .orderBy("id")
        .execute();
      return rows.map(
        ({
          snapshot,
          next_poll_at,
          failures,
          fingerprint,
          expires_at,
          identity,
          unknown_keys,
          ...account
        }) => ({
          account,
          poll: {
            snapshot,
            next_poll_at,
            failures,
            fingerprint,
            expires_at,
            identity,
            unknown_keys,
          },
        }),
      );
    },
    addAccount: ({ account, poll }, addition = null) =>
      db.transaction().execute(async (transaction) => {
        const query = transaction
          .insertInto("accounts")
          .values({
            ...account,
            added_by: addition?.added_by ?? null,
            idempotency_key: addition?.key ?? null,
            request_digest: addition?.digest ?? null,
          })
          .onConflict((on) => on.columns(["added_by", "idempotency_key"]).doNothing());
        if ((await query.executeTakeFirst()).numInsertedOrUpdatedRows !== 1n) return false;
        const row = { account_id: account.id, ...columnsOf(poll) };
        await transaction.insertInto("snapshots").values(row).execute();
        return true;
      }),
    async findAddedAccount(userId, key) {
      const row = await db
        .selectFrom("accounts")
        .select(["id", "request_digest"])
        .where("added_by", "=", userId)
        .where("idempotency_key", "=", key)
        .executeTakeFirst();
      return row ? { id: row.id, digest: row.request_digest ?? "" } : null;
    },
    async changeAccount(id, patch) {
      const query = db
        .updateTable("accounts")
        // A patch of nothing would be no statement.
        .set({ id, ...patch })
        .where("id", "=", id)
        .returning(ACCOUNT);
      return (await query.executeTakeFirst()) ?? null;
    },
    async removeAccount(id) {
      const query = db.deleteFrom("accounts").where("id", "=", id);
      return (await query.executeTakeFirst()).numDeletedRows === 1n;
    },

    writePoll: (accountId, poll, history) =>
      db.transaction().execute(async (transaction) => {
        if (!(await holdAccount(transaction, accountId))) return false;
        await transaction
          .updateTable("snapshots")
          .set(columnsOf(poll))
          .where("account_id", "=", accountId)
          .execute();
        if (history === null) return true;
        const snapshot = jsonOf(poll.snapshot);
        await transaction
          .insertInto("snapshot_history")
          .values({ account_id: accountId, at: history, snapshot })
          .onConflict((on) => on.columns(["account_id", "at"]).doUpdateSet({ snapshot }))
          .execute();
        return true;
      }),
    listHistory: (accountId, from, to) =>
      db
        .selectFrom("snapshot_history")
        .select(["at", "snapshot"])
        .where("account_id", "=", accountId)
        .where("at", ">=", from)
        .where("at", "<", to)
        .orderBy("at")
        .execute(),

    readCooldowns: (now) =>
      db
        .selectFrom("cooldowns")
        .select(["fingerprint", "until"])
        .where("until", ">", now)
        .execute(),
    async writeCooldown(fingerprint, until) {
      await sql`
        insert into cooldowns (fingerprint, until) values (${fingerprint}, ${until})
        on conflict (fingerprint) do update
          set until = greatest(cooldowns.until, excluded.until)`.execute(db);
    },

    async addActivity(entry) {
      await db.insertInto("activity").values(entry).execute();
    },
    listActivity({ user_id, limit, after }) {
      let query = db.selectFrom("activity").select(ENTRY);
      if (user_id !== undefined) {
        query = query.where((is) =>
          is.or([is("user_id", "=", user_id), is("user_id", "is", null)]),
        );
      }
      if (after !== undefined) {
        query = query.where(sql<boolean>`(at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
      }
      return query.orderBy("at", "desc").orderBy("id", "desc").limit(limit).execute();
    },

    prune: ({ history, activity, cooldowns }) =>
      db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom("snapshot_history").where("at", "<", history).execute();
        await transaction.deleteFrom("activity").where("at", "<", activity).execute();
        await transaction.deleteFrom("cooldowns").where("until", "<", cooldowns).execute();
      }),
  };
}

/** Keeps the account from being removed until the transaction ends; false if it is gone already. */
async function holdAccount(transaction: Transaction<Schema>, id: string): Promise<boolean> {
  const query = transaction.selectFrom("accounts").select("id").where("id", "=", id).forShare();
  return (await query.executeTakeFirst()) !== undefined;
}

const columnsOf = (poll: PollState) => ({
  ...poll,
  snapshot: jsonOf(poll.snapshot),
  unknown_keys: jsonOf(poll.unknown_keys),
});
