import { type Kysely, sql } from "kysely";

/** Each person's own caps on Claude's windows, null being off, and what may pass them once. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table users (
      id text primary key,
      claude_session_threshold_pct integer
        check (claude_session_threshold_pct between 1 and 100),
      claude_week_threshold_pct integer
        check (claude_week_threshold_pct between 1 and 100)
    )`.execute(db);
  await sql`
    create table threshold_overrides (
      id uuid primary key,
      user_id text not null references users (id),
      at timestamptz not null,
      reason text,
      expires_at timestamptz not null,
      used_at timestamptz,
      used_by text
    )`.execute(db);
  await sql`
    create index threshold_overrides_unused on threshold_overrides (user_id, expires_at)
      where used_at is null`.execute(db);
  await sql`
    create index threshold_overrides_used on threshold_overrides (used_by)
      where used_by is not null`.execute(db);
}
