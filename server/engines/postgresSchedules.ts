import { type Kysely, sql } from "kysely";
import type { Instant } from "../../src/contract/instant.ts";
import { jsonOf } from "./jsonOf.ts";
import {
  type Fire,
  KEPT_FIRES,
  type ScheduleRecord,
  type ScheduleRecords,
} from "./scheduleRecords.ts";
import type { Schema } from "./schema.ts";

const SCHEDULE = [
  "id",
  "user_id",
  "name",
  "project_id",
  "cron",
  "timezone",
  "message",
  "provider",
  "model",
  "enabled",
  "on_refusal",
  "allow_overage",
  "created_at",
  "counts_from",
] as const satisfies readonly (keyof ScheduleRecord)[];
const FIRE = [
  "schedule_id",
  "at",
  "claimed_at",
  "state",
  "run_id",
  "refusal",
  "note",
] as const satisfies readonly (keyof Fire)[];

/** Schedules in Postgres, or in PGlite. */
export function createPostgresSchedules(db: Kysely<Schema>): ScheduleRecords {
  async function addFire(
    scheduleId: string,
    at: Instant,
    { claimed_at, state, note }: Pick<Fire, "claimed_at" | "state" | "note">,
  ): Promise<boolean> {
    const { numAffectedRows } = await sql`
      insert into fires (schedule_id, at, claimed_at, state, note)
      select id, ${at}::timestamptz, ${claimed_at}::timestamptz, ${state}, ${note}::text
        from schedules where id = ${scheduleId}
      on conflict do nothing`.execute(db);
    return numAffectedRows === 1n;
  }

  async function findSchedule(id: string): Promise<ScheduleRecord | null> {
    const query = db.selectFrom("schedules").select(SCHEDULE).where("id", "=", id);
    return (await query.executeTakeFirst()) ?? null;
  }

  return {
    listSchedules(userId) {
      let query = db.selectFrom("schedules").select(SCHEDULE);
      if (userId !== null) query = query.where("user_id", "=", userId);
      return query
        .orderBy(sql`name collate "C"`)
        .orderBy("id")
        .execute();
    },
    findSchedule,
    addSchedule: (schedule, idempotency = null) =>
      db.transaction().execute(async (transaction) => {
        const project = await transaction
          .selectFrom("projects")
          .select("id")
          .where("id", "=", schedule.project_id)
          .forShare()
          .executeTakeFirst();
        if (!project) return false;
        const query = transaction
          .insertInto("schedules")
          .values({
            ...schedule,
            idempotency_key: idempotency?.key ?? null,
            request_digest: idempotency?.digest ?? null,
          })
          .onConflict((on) => on.columns(["user_id", "idempotency_key"]).doNothing());
        return (await query.executeTakeFirst()).numInsertedOrUpdatedRows === 1n;
      }),
    async findAddedSchedule(userId, key) {
      const row = await db
        .selectFrom("schedules")
        .select(["id", "request_digest"])
        .where("user_id", "=", userId)
        .where("idempotency_key", "=", key)
        .executeTakeFirst();
      return row ? { id: row.id, digest: row.request_digest ?? "" } : null;
    },
    async changeSchedule(id, patch) {
      if (Object.keys(patch).length === 0) return findSchedule(id);
      const query = db.updateTable("schedules").set(patch).where("id", "=", id).returning(SCHEDULE);
      return (await query.executeTakeFirst()) ?? null;
    },
    async removeSchedule(id) {
      const query = db.deleteFrom("schedules").where("id", "=", id);
      return (await query.executeTakeFirst()).numDeletedRows === 1n;
    },
    enabledSchedules: () =>
      db
        .selectFrom("schedules")
        .select(SCHEDULE)
        .select((columns) =>
          columns
            .selectFrom("fires")
            .select((fires) => fires.fn.max("at").as("at"))
            .whereRef("schedule_id", "=", "schedules.id")
            .as("last_fire_at"),
        )
        .where("enabled", "=", true)
        .execute(),
    claimFire: (scheduleId, at, claimed_at) =>
      addFire(scheduleId, at, { claimed_at, state: "claimed", note: null }),
    missFire: (scheduleId, at, claimed_at, note) =>
      addFire(scheduleId, at, { claimed_at, state: "missed", note }),
    async settleFire({ schedule_id, at, state, run_id, refusal, note }) {
      let query = db
        .updateTable("fires")
        .set({
          state,
          note: note ?? null,
          ...(run_id === undefined ? {} : { run_id }),
          ...(refusal === undefined ? {} : { refusal: jsonOf(refusal) }),
        })
        .where("schedule_id", "=", schedule_id)
        .where("at", "=", at);
      if (state === "missed") query = query.where("state", "=", "claimed");
      await query.execute();
    },
    claimedFires: () =>
      db.selectFrom("fires").select(FIRE).where("state", "=", "claimed").execute(),
    async lastFires(ids, limit) {
      if (ids.length === 0) return [];
      return db
        .selectFrom((columns) =>
          columns
            .selectFrom("fires")
            .select(FIRE)
            .select(
              sql<number>`row_number() over (partition by schedule_id order by at desc)`.as(
                "place",
              ),
            )
            .where("schedule_id", "in", ids)
            .as("ranked"),
        )
        .select(FIRE)
        .where("place", "<=", limit)
        .orderBy("schedule_id")
        .orderBy("at", "desc")
        .execute();
    },
    async pruneFires(before) {
      await sql`
        delete from fires using (
          select schedule_id, at,
            row_number() over (partition by schedule_id order by at desc) as place
          from fires
        ) as ranked
        where fires.schedule_id = ranked.schedule_id and fires.at = ranked.at
          and place > ${KEPT_FIRES} and fires.at < ${before}::timestamptz`.execute(db);
    },
  };
}
