import { type Kysely, sql } from "kysely";

/** Runs that wait for a slot, sessions, and the PR lock of each project. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table runs
      drop constraint runs_kind_check,
      add constraint runs_kind_check check (kind in ('task', 'session')),
      drop constraint runs_status_check,
      add constraint runs_status_check check (status in ('queued', 'running', 'stopping',
        'succeeded', 'failed', 'stopped', 'cancelled', 'skipped_quota')),
      alter column project_id drop not null,
      add constraint runs_project_check check (kind = 'session' or project_id is not null),
      add column name text,
      add column started_at timestamptz,
      add column refusal jsonb`.execute(db);
  await sql`update runs set started_at = admitted_at`.execute(db);
  await sql`drop index runs_live`.execute(db);
  await sql`
    create index runs_open on runs (id)
      where status in ('queued', 'running', 'stopping')`.execute(db);
  await sql`
    create index runs_of_user on runs (user_id, kind, admitted_at desc, id desc)`.execute(db);
  await sql`
    create table pr_locks (
      project_id text collate "C" primary key references projects (id) on delete cascade,
      revision bigint not null,
      lock jsonb not null
    )`.execute(db);
}
