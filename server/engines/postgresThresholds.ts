import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";
import type { ThresholdRecords } from "./thresholdRecords.ts";

const OVERRIDE = ["id", "user_id", "at", "reason", "expires_at"] as const;

/** Caps and overrides in Postgres, or in PGlite. */
export function createPostgresThresholds(db: Kysely<Schema>): ThresholdRecords {
  const open = (from: Pick<Kysely<Schema>, "selectFrom">, userId: string, now: string) =>
    from
      .selectFrom("threshold_overrides")
      .select(OVERRIDE)
      .where("user_id", "=", userId)
      .where("used_at", "is", null)
      .where("expires_at", ">", now)
      .orderBy("expires_at")
      .limit(1)
      .executeTakeFirst();

  return {
    async readThresholds(userId) {
      const row = await db
        .selectFrom("users")
        .select([
          "claude_session_threshold_pct as session_pct",
          "claude_week_threshold_pct as week_pct",
        ])
        .where("id", "=", userId)
        .executeTakeFirst();
      return row ?? { session_pct: null, week_pct: null };
    },
    async writeThresholds(id, { session_pct, week_pct }) {
      const caps = {
        claude_session_threshold_pct: session_pct,
        claude_week_threshold_pct: week_pct,
      };
      await db
        .insertInto("users")
        .values({ id, ...caps })
        .onConflict((on) => on.column("id").doUpdateSet(caps))
        .execute();
    },
    addOverride: (override) =>
      db.transaction().execute(async (transaction) => {
        const { user_id: id, at } = override;
        // The person's row is the lock: of two at once the second finds the first.
        await transaction
          .insertInto("users")
          .values({ id, claude_session_threshold_pct: null, claude_week_threshold_pct: null })
          .onConflict((on) => on.doNothing())
          .execute();
        await transaction
          .selectFrom("users")
          .select("id")
          .where("id", "=", id)
          .forUpdate()
          .execute();
        if (await open(transaction, id, at)) return false;
        await transaction
          .insertInto("threshold_overrides")
          .values({ ...override, used_at: null, used_by: null })
          .execute();
        return true;
      }),
    openOverride: async (userId, now) => (await open(db, userId, now)) ?? null,
    async useOverride(id, runId, at) {
      const taken = await db
        .updateTable("threshold_overrides")
        .set({ used_at: at, used_by: runId })
        .where("id", "=", id)
        .where((row) =>
          row.or([
            row("used_by", "=", runId),
            row.and([row("used_at", "is", null), row("expires_at", ">", at)]),
          ]),
        )
        .executeTakeFirst();
      return taken.numUpdatedRows === 1n;
    },
    async hasOverride(runId) {
      const query = db
        .selectFrom("threshold_overrides")
        .select("id")
        .where("used_by", "=", runId)
        .limit(1);
      return (await query.executeTakeFirst()) !== undefined;
    },
    async returnOverride(runId) {
      const returned = await db
        .updateTable("threshold_overrides")
        .set({ used_at: null, used_by: null })
        .where("used_by", "=", runId)
        .executeTakeFirst();
      return returned.numUpdatedRows > 0n;
    },
  };
}
