import { type Kysely, sql, type Transaction } from "kysely";
import type { CaptureBounds, CapturedError, ErrorRecords } from "./errorRecords.ts";
import { OPEN } from "./records.ts";
import type { Schema } from "./schema.ts";

/** Captured errors in Postgres, or in PGlite. */
export const createPostgresErrors = (db: Kysely<Schema>): ErrorRecords => ({
  captureError: (captured, bounds) =>
    db.transaction().execute(async (transaction) => {
      const { project_id, fingerprint, at } = captured;
      // One after the other in a project: what one asks for, the next one counts.
      await sql`select pg_advisory_xact_lock(hashtext(${`errors ${project_id}`}))`.execute(
        transaction,
      );
      const row = await count(transaction, captured);
      if (!row) return null;
      const known = { count: row.count, run_id: row.run_id };
      if (await isEnough(transaction, row, bounds)) return { outcome: "deduplicated", ...known };
      await transaction
        .deleteFrom("error_asks")
        .where("project_id", "=", project_id)
        .where("at", "<=", bounds.since)
        .execute();
      const { asks } = await transaction
        .selectFrom("error_asks")
        .select((columns) => columns.fn.countAll<number>().as("asks"))
        .where("project_id", "=", project_id)
        .executeTakeFirstOrThrow();
      if (asks >= bounds.max) return { outcome: "suppressed", count: row.count, run_id: null };
      await transaction.insertInto("error_asks").values({ project_id, fingerprint, at }).execute();
      await transaction
        .updateTable("captured_errors")
        .set({ asked_at: at, run_id: null })
        .where("project_id", "=", project_id)
        .where("fingerprint", "=", fingerprint)
        .execute();
      return { outcome: "asked", count: row.count, run_id: null };
    }),
  async settleError({ project_id, fingerprint }, run_id) {
    await db
      .updateTable("captured_errors")
      .set({ asked_at: null, run_id })
      .where("project_id", "=", project_id)
      .where("fingerprint", "=", fingerprint)
      .execute();
  },
  async pruneErrors(before) {
    await db.deleteFrom("captured_errors").where("last_at", "<", before).execute();
  },
});

type Row = Pick<Schema["captured_errors"], "count" | "run_id" | "asked_at">;

async function count(
  transaction: Transaction<Schema>,
  { project_id, fingerprint, title, at }: CapturedError,
): Promise<Row | null> {
  const { rows } = await sql<Row>`
    insert into captured_errors (project_id, fingerprint, title, count, first_at, last_at)
    select id, ${fingerprint}, ${title}, 1, ${at}::timestamptz, ${at}::timestamptz
      from projects where id = ${project_id}
    on conflict (project_id, fingerprint) do update
      set count = captured_errors.count + 1, title = excluded.title, last_at = excluded.last_at
    returning count, run_id, asked_at`.execute(transaction);
  return rows[0] ?? null;
}

/** A run for it waits, works, or began a moment ago; or it is on its way in. */
async function isEnough(
  transaction: Transaction<Schema>,
  { run_id, asked_at }: Row,
  { since, asked_since }: CaptureBounds,
): Promise<boolean> {
  if (run_id === null) return asked_at !== null && asked_at > asked_since;
  const run = await transaction
    .selectFrom("runs")
    .select(["status", "started_at"])
    .where("id", "=", run_id)
    .executeTakeFirst();
  return run !== undefined && (OPEN.includes(run.status) || (run.started_at ?? "") > since);
}
