import { type Kysely, sql } from "kysely";

/** Runs that wait for a limit to lift, schedules with their fires, and captured errors. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table runs
      drop constraint runs_status_check,
      add constraint runs_status_check check (status in ('queued', 'parked', 'running', 'stopping',
        'succeeded', 'failed', 'stopped', 'cancelled', 'skipped_quota')),
      add column reasons jsonb not null default '[]',
      add column parked_at timestamptz,
      add column parked_until timestamptz,
      add column resumes_at timestamptz,
      add column allow_overage boolean not null default false,
      add column schedule_id uuid`.execute(db);
  await sql`drop index runs_open`.execute(db);
  await sql`
    create index runs_open on runs (id)
      where status in ('queued', 'parked', 'running', 'stopping')`.execute(db);
  await sql`create index runs_parked on runs (parked_at, id) where status = 'parked'`.execute(db);
  await sql`
    create table schedules (
      id uuid primary key,
      user_id text not null,
      name text not null,
      project_id text collate "C" not null references projects (id) on delete cascade,
      cron text not null,
      timezone text not null,
      message text not null,
      provider text,
      model text,
      enabled boolean not null,
      on_refusal text not null check (on_refusal in ('refuse', 'park')),
      allow_overage boolean not null,
      created_at timestamptz not null,
      counts_from timestamptz not null
    )`.execute(db);
  await sql`
    create table fires (
      schedule_id uuid not null references schedules (id) on delete cascade,
      at timestamptz not null,
      claimed_at timestamptz not null,
      state text not null check (state in ('claimed', 'started', 'skipped', 'missed')),
      run_id uuid,
      refusal jsonb,
      note text,
      primary key (schedule_id, at)
    )`.execute(db);
  await sql`create index fires_claimed on fires (claimed_at) where state = 'claimed'`.execute(db);
  await sql`
    create table captured_errors (
      project_id text collate "C" not null references projects (id) on delete cascade,
      fingerprint text not null,
      title text not null,
      count bigint not null,
      first_at timestamptz not null,
      last_at timestamptz not null,
      asked_at timestamptz,
      run_id uuid,
      primary key (project_id, fingerprint)
    )`.execute(db);
  await sql`
    create table error_asks (
      project_id text collate "C" not null references projects (id) on delete cascade,
      fingerprint text not null,
      at timestamptz not null
    )`.execute(db);
  await sql`create index error_asks_of_project on error_asks (project_id, at)`.execute(db);
}
