import { type Kysely, sql } from "kysely";

/** Provider accounts, what was seen of them, and what happened. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table accounts (
      id uuid primary key,
      provider text not null,
      nickname text not null,
      user_id text,
      enabled boolean not null,
      created_at timestamptz not null,
      credential_kind text not null
        check (credential_kind in ('token', 'file', 'environment', 'discovered')),
      credential_source text,
      sealed text
    )`.execute(db);
  await sql`
    create table snapshots (
      account_id uuid primary key references accounts (id) on delete cascade,
      snapshot jsonb not null,
      next_poll_at timestamptz,
      failures integer not null,
      fingerprint text,
      expires_at timestamptz,
      identity text,
      unknown_keys jsonb not null
    )`.execute(db);
  await sql`
    create table snapshot_history (
      account_id uuid not null references accounts (id) on delete cascade,
      at timestamptz not null,
      snapshot jsonb not null,
      primary key (account_id, at)
    )`.execute(db);
  await sql`create index snapshot_history_oldest on snapshot_history (at)`.execute(db);
  await sql`
    create table cooldowns (fingerprint text primary key, until timestamptz not null)`.execute(db);
  // What happened to an account is told after the account is gone, so nothing refers to it.
  await sql`
    create table activity (
      id uuid primary key,
      at timestamptz not null,
      kind text not null,
      text text not null,
      user_id text,
      account_id text
    )`.execute(db);
  await sql`create index activity_newest on activity (at desc, id desc)`.execute(db);
  await sql`create index activity_of_user on activity (user_id, at desc, id desc)`.execute(db);
}
