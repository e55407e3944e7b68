import { type Kysely, sql } from "kysely";

/** Compute seconds by person and day, booked while runs work; and when the quota will stop a run. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table compute_ledger (
      user_id text not null,
      day date not null,
      seconds double precision not null check (seconds >= 0),
      primary key (user_id, day)
    )`.execute(db);
  await sql`
    alter table runs
      add column compute_seconds double precision not null default 0,
      add column bookings integer not null default 0,
      add column stops_at timestamptz`.execute(db);
  // What ran before there was a ledger, each day for itself.
  await sql`
    insert into compute_ledger (user_id, day, seconds)
    select user_id, day::date, sum(extract(epoch from
        least(ended, day + interval '1 day') - greatest(began, day)))
    from (
      select user_id, started_at at time zone 'utc' as began,
        finished_at at time zone 'utc' as ended
      from runs
      where execution = 'managed' and started_at is not null and finished_at > started_at
    ) as spans,
    lateral generate_series(date_trunc('day', began), ended, interval '1 day') as day
    where ended > day
    group by user_id, day::date`.execute(db);
  await sql`
    update runs set compute_seconds = extract(epoch from finished_at - started_at)
    where execution = 'managed' and finished_at > started_at`.execute(db);
}
