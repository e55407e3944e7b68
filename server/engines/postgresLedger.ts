import { type Kysely, sql } from "kysely";
import type { LedgerRecords } from "./ledgerRecords.ts";
import type { Schema } from "./schema.ts";

/** The ledger in Postgres, or in PGlite. */
export const createPostgresLedger = (db: Kysely<Schema>): LedgerRecords => ({
  bookSeconds: ({ run_id, user_id, number, parts }) =>
    db.transaction().execute(async (transaction) => {
      const total = parts.reduce((sum, { seconds }) => sum + seconds, 0);
      const { numUpdatedRows } = await transaction
        .updateTable("runs")
        .set((columns) => ({
          compute_seconds: columns("compute_seconds", "+", total),
          bookings: number,
        }))
        .where("id", "=", run_id)
        .where("bookings", "=", number - 1)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) return false;
      for (const { day, seconds } of parts) {
        await transaction
          .insertInto("compute_ledger")
          .values({ user_id, day, seconds })
          .onConflict((on) =>
            on.columns(["user_id", "day"]).doUpdateSet((columns) => ({
              seconds: columns("compute_ledger.seconds", "+", columns.ref("excluded.seconds")),
            })),
          )
          .execute();
      }
      return true;
    }),
  readLedger: (userId, day) =>
    db
      .selectFrom("compute_ledger")
      .select([sql<string>`to_char(day, 'YYYY-MM-DD')`.as("day"), "seconds"])
      .where("user_id", "=", userId)
      .where("day", ">=", day)
      .orderBy("compute_ledger.day")
      .execute(),
});
