import { type Kysely, Migrator, sql, type Transaction } from "kysely";
import { EngineUnavailableError } from "./engineUnavailable.ts";
import { jsonOf } from "./jsonOf.ts";
import * as firstLight from "./migrations/0001_first_light.ts";
import * as slotsAndSessions from "./migrations/0002_slots_and_sessions.ts";
import * as accounts from "./migrations/0003_accounts.ts";
import * as computeLedger from "./migrations/0004_compute_ledger.ts";
import * as thresholds from "./migrations/0005_thresholds.ts";
import * as schedulesAndParking from "./migrations/0006_schedules_and_parking.ts";
import * as idempotentAdditions from "./migrations/0007_idempotent_additions.ts";
import { createPostgresAccounts } from "./postgresAccounts.ts";
import { createPostgresErrors } from "./postgresErrors.ts";
import { createPostgresLedger } from "./postgresLedger.ts";
import { createPostgresThresholds } from "./postgresThresholds.ts";
import { createPostgresSchedules } from "./postgresSchedules.ts";
import { OPEN, type Records, type RunPatch, type RunRecord } from "./records.ts";
import type { Schema } from "./schema.ts";

const migrations = {
  "0001_first_light": firstLight,
  "0002_slots_and_sessions": slotsAndSessions,
  "0003_accounts": accounts,
  "0004_compute_ledger": computeLedger,
  "0005_thresholds": thresholds,
  "0006_schedules_and_parking": schedulesAndParking,
  "0007_idempotent_additions": idempotentAdditions,
};

const PROJECT = ["id", "name", "sample", "created_at"] as const;
const RUN = [
  "id",
  "kind",
  "project_id",
  "user_id",
  "source",
  "execution",
  "agent",
  "status",
  "name",
  "message",
  "provider",
  "model",
  "admitted_at",
  "started_at",
  "finished_at",
  "lease_expires_at",
  "end_reason",
  "exit_code",
  "summary",
  "refusal",
  "reasons",
  "parked_at",
  "parked_until",
  "resumes_at",
  "allow_overage",
  "schedule_id",
  "compute_seconds",
  "stops_at",
] as const satisfies readonly (keyof RunRecord)[];

/** Brings the tables to this version; what is there stays. */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** Records in Postgres, or in PGlite, which is Postgres in this process. */
export function createPostgresRecords(db: Kysely<Schema>): Records {
  const records: Records = {
    ...createPostgresAccounts(db),
    ...createPostgresLedger(db),
    ...createPostgresThresholds(db),
    ...createPostgresSchedules(db),
    ...createPostgresErrors(db),

    async ping() {
      await sql`select 1`.execute(db);
    },
    close: () => db.destroy(),

    listProjects: () =>
      db.selectFrom("projects").select(PROJECT).orderBy("name").orderBy("id").execute(),
    async findProject(id) {
      const query = db.selectFrom("projects").select(PROJECT).where("id", "=", id);
      return (await query.executeTakeFirst()) ?? null;
    },
    async addProject(project) {
      const query = db
        .insertInto("projects")
        .values(project)
        .onConflict((on) => on.doNothing());
      return (await query.executeTakeFirst()).numInsertedOrUpdatedRows === 1n;
    },

    async addRun({ run, idempotency, holds_place, parked_max }) {
      const row = {
        ...run,
        idempotency_key: idempotency?.key ?? null,
        request_digest: idempotency?.digest ?? null,
        holds_place,
        refusal: jsonOf(run.refusal),
        reasons: jsonOf(run.reasons),
      };
      return db.transaction().execute(async (transaction) => {
        const { project_id } = run;
        if (project_id !== null && !(await holdProject(transaction, project_id))) return false;
        if (parked_max !== undefined && (await isFull(transaction, run.user_id, parked_max))) {
          return false;
        }
        const query = transaction
          .insertInto("runs")
          .values(row)
          .onConflict((on) => on.columns(["user_id", "idempotency_key"]).doNothing());
        return (await query.executeTakeFirst()).numInsertedOrUpdatedRows === 1n;
      });
    },
    async findRun(id) {
      const query = db.selectFrom("runs").select(RUN).where("id", "=", id);
      return (await query.executeTakeFirst()) ?? null;
    },
    findRuns: async (ids) =>
      ids.length === 0 ? [] : db.selectFrom("runs").select(RUN).where("id", "in", ids).execute(),
    listStatuses: (userId, kind, limit) =>
      db
        .selectFrom("runs")
        .select(["id", "status"])
        .where("user_id", "=", userId)
        .where("kind", "=", kind)
        .orderBy("admitted_at", "desc")
        .orderBy("id", "desc")
        .limit(limit)
        .execute(),
    async findStart(userId, key) {
      const row = await db
        .selectFrom("runs")
        .select([...RUN, "request_digest"])
        .where("user_id", "=", userId)
        .where("idempotency_key", "=", key)
        .executeTakeFirst();
      if (!row) return null;
      const { request_digest, ...run } = row;
      return { run, digest: request_digest ?? "" };
    },
    listRuns({ kind, user_id, project_id, status, finished, limit, after }) {
      let query = db.selectFrom("runs").select(RUN);
      if (kind !== undefined) query = query.where("kind", "=", kind);
      if (user_id !== undefined) query = query.where("user_id", "=", user_id);
      if (project_id !== undefined) query = query.where("project_id", "=", project_id);
      if (status !== undefined) query = query.where("status", "=", status);
      if (finished !== undefined) {
        query = query.where("finished_at", finished ? "is not" : "is", null);
      }
      if (after !== undefined) {
        const { at, id } = after;
        query = query.where(sql<boolean>`(admitted_at, id) < (${at}::timestamptz, ${id}::uuid)`);
      }
      return query.orderBy("admitted_at", "desc").orderBy("id", "desc").limit(limit).execute();
    },
    async changeRun(id, from, patch) {
      const query = db
        .updateTable("runs")
        .set(columnsOf(patch))
        .where("id", "=", id)
        .where("status", "in", from)
        .returning(RUN);
      return (await query.executeTakeFirst()) ?? null;
    },
    async readOutput(id) {
      const row = await db
        .selectFrom("runs")
        .select(["output_text as text", "output_dropped_bytes as dropped_bytes"])
        .where("id", "=", id)
        .executeTakeFirst();
      return row ?? { text: "", dropped_bytes: 0 };
    },
    async openRuns() {
      const rows = await db
        .selectFrom("runs")
        .select([...RUN, "pid", "process_started"])
        .where("status", "in", OPEN)
        .execute();
      return rows.map(({ pid, process_started, ...run }) => ({
        run,
        process:
          pid === null || process_started === null ? null : { pid, started: process_started },
      }));
    },
    parkedRuns: () =>
      db
        .selectFrom("runs")
        .select(RUN)
        .where("status", "=", "parked")
        .orderBy("parked_at")
        .orderBy("id")
        .execute(),
    async placesSince(at) {
      const rows = await db
        .selectFrom("runs")
        .select(["user_id", "id", "admitted_at"])
        .where("holds_place", "=", true)
        .where("admitted_at", ">", at)
        .execute();
      return rows.map(({ user_id, id, admitted_at }) => ({
        user_id,
        run_id: id,
        taken_at: Date.parse(admitted_at),
      }));
    },

    readLocks: () => db.selectFrom("pr_locks").select(["project_id", "revision", "lock"]).execute(),
    async writeLock(projectId, { lock, revision }) {
      await sql`
        insert into pr_locks (project_id, revision, lock)
        select id, ${revision}, ${JSON.stringify(lock)}::jsonb from projects where id = ${projectId}
        on conflict (project_id) do update set revision = excluded.revision, lock = excluded.lock
          where pr_locks.revision < excluded.revision`.execute(db);
    },

    async readSetting(key) {
      const query = db.selectFrom("settings").select("value").where("key", "=", key);
      return (await query.executeTakeFirst())?.value ?? null;
    },
    async writeSetting(key, value) {
      await db
        .insertInto("settings")
        .values({ key, value })
        .onConflict((on) => on.column("key").doUpdateSet({ value }))
        .execute();
    },
    removeSample: () =>
      db.transaction().execute(async (transaction) => {
        await sql`select id from projects where sample for update`.execute(transaction);
        const samples = transaction.selectFrom("projects").select("id").where("sample", "=", true);
        const living = await transaction
          .selectFrom("runs")
          .select("id")
          .where("project_id", "in", samples)
          .where("status", "in", OPEN)
          .limit(1)
          .executeTakeFirst();
        if (living) return null;
        const runs = await transaction
          .deleteFrom("runs")
          .where("project_id", "in", samples)
          .returning(["id", "user_id"])
          .execute();
        const projects = await transaction
          .deleteFrom("projects")
          .where("sample", "=", true)
          .executeTakeFirst();
        return { projects: Number(projects.numDeletedRows), runs };
      }),
  };
  return withUnavailability(records);
}

/** Keeps the project from being removed until the transaction ends; false if it is gone already. */
async function holdProject(transaction: Transaction<Schema>, id: string): Promise<boolean> {
  const query = transaction.selectFrom("projects").select("id").where("id", "=", id).forShare();
  return (await query.executeTakeFirst()) !== undefined;
}

/** Keeps others of the same person from parking until the transaction ends. */
async function isFull(transaction: Transaction<Schema>, userId: string, max: number) {
  await sql`select pg_advisory_xact_lock(hashtext(${`parked ${userId}`}))`.execute(transaction);
  const { parked } = await transaction
    .selectFrom("runs")
    .select((columns) => columns.fn.countAll<number>().as("parked"))
    .where("user_id", "=", userId)
    .where("status", "=", "parked")
    .executeTakeFirstOrThrow();
  return parked >= max;
}

function columnsOf({ process, output, refusal, reasons, ...columns }: RunPatch) {
  return {
    ...columns,
    ...(refusal === undefined ? {} : { refusal: jsonOf(refusal) }),
    ...(reasons === undefined ? {} : { reasons: jsonOf(reasons) }),
    ...(process === undefined
      ? {}
      : { pid: process?.pid ?? null, process_started: process?.started ?? null }),
    ...(output === undefined
      ? {}
      : { output_text: output.text, output_dropped_bytes: output.dropped_bytes }),
  };
}

/** Members of an error that quote what was given: it goes to the log, where nobody's data belongs. */
const QUOTING = ["params", "detail", "where"];

/** SQLSTATE classes that mean a wrong statement of ours rather than an engine out of reach. */
const OUR_FAULT = /^(?:0A|21|22|23|42)/;

function withUnavailability(records: Records): Records {
  const guarded = Object.entries(records).map(
    ([name, ask]: [string, (...given: never[]) => unknown]) => [
      name,
      async (...given: never[]) => {
        try {
          return await ask(...given);
        } catch (cause) {
          const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
          for (const member of QUOTING) Reflect.deleteProperty(Object(cause), member);
          throw OUR_FAULT.test(code) ? cause : new EngineUnavailableError("records", cause);
        }
      },
    ],
  );
  return Object.fromEntries(guarded) as Records;
}
