import { PGlite, types } from "@electric-sql/pglite";
import { Kysely, PostgresDialect, type PostgresPool } from "kysely";
import type { Schema } from "./schema.ts";

/** The Postgres major that this PGlite speaks; a folder of another one does not open. */
export const POSTGRES_MAJOR = "18";

/** Instants leave the records as the contract writes them. */
const toIso = (text: string) => new Date(text).toISOString();

/** Opens the embedded Postgres in a folder, which it creates. The caller holds the folder's lock. */
export async function openPglite(folder: string): Promise<Kysely<Schema>> {
  const pglite = await PGlite.create({
    dataDir: folder,
    parsers: { [types.TIMESTAMPTZ]: toIso, [types.INT8]: Number },
  });
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: poolOf(pglite) }) });
}

/**
 * PGlite dressed as a pool of one: it has a single session, so whoever connects has it alone until
 * the release, or transactions would run into each other.
 */
function poolOf(pglite: PGlite): PostgresPool {
  let last = Promise.resolve();
  return {
    async connect() {
      const before = last;
      let release = () => {};
      last = new Promise((resolve) => {
        release = resolve;
      });
      await before;
      return {
        query: async (sql: string, parameters: readonly unknown[]) => {
          const { rows, affectedRows, command } = await pglite.query(sql, [...parameters]);
          return { rows, rowCount: affectedRows ?? rows.length, command };
        },
        release,
      } as unknown as Awaited<ReturnType<PostgresPool["connect"]>>;
    },
    end: () => pglite.close(),
  };
}
