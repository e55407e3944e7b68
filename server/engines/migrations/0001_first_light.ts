import { type Kysely, sql } from "kysely";

/** Projects, runs and what the installation knows of itself. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table projects (
      id text collate "C" primary key,
      name text collate "C" not null,
      sample boolean not null,
      created_at timestamptz not null
    )`.execute(db);
  await sql`
    create table runs (
      id uuid primary key,
      kind text not null check (kind in ('task')),
      project_id text collate "C" not null references projects (id),
      user_id text not null,
      source text not null,
      execution text not null check (execution in ('managed', 'external')),
      agent text not null check (agent in ('command', 'sample', 'external')),
      status text not null
        check (status in ('running', 'stopping', 'succeeded', 'failed', 'stopped', 'cancelled')),
      message text,
      provider text,
      model text,
      admitted_at timestamptz not null,
      finished_at timestamptz,
      lease_expires_at timestamptz,
      end_reason text,
      exit_code integer,
      summary text,
      idempotency_key text,
      request_digest text,
      holds_place boolean not null default true,
      pid integer,
      process_started text,
      output_text text not null default '',
      output_dropped_bytes bigint not null default 0,
      unique (user_id, idempotency_key)
    )`.execute(db);
  await sql`create index runs_newest on runs (admitted_at desc, id desc)`.execute(db);
  await sql`create index runs_of_project on runs (project_id, admitted_at desc, id desc)`.execute(
    db,
  );
  await sql`create index runs_live on runs (id) where status in ('running', 'stopping')`.execute(
    db,
  );
  await sql`create table settings (key text primary key, value text not null)`.execute(db);
}
