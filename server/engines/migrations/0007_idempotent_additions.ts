import { type Kysely, sql } from "kysely";

/** The keys that schedules and accounts were added under, so that asking twice adds one. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table schedules
      add column idempotency_key text,
      add column request_digest text,
      add unique (user_id, idempotency_key)`.execute(db);
  // Whose an account is may be nobody: the key belongs to whoever added it.
  await sql`
    alter table accounts
      add column added_by text,
      add column idempotency_key text,
      add column request_digest text,
      add unique (added_by, idempotency_key)`.execute(db);
}
