import type { Place } from "../providers/provider.ts";

export type SqliteFormat = Extract<Place["format"], { kind: "sqlite" }>;

const HEADER = Buffer.from("SQLite format 3\0");
export const DATABASE_HEADER_LENGTH = HEADER.length;

export const isDatabase = (bytes: Uint8Array): boolean =>
  HEADER.equals(bytes.subarray(0, HEADER.length));

/** "File format write version" and "read version" of a database's header: 1 is a rollback journal, 2 a WAL. */
const VERSIONS = [18, 19];
const ROLLBACK = 1;
const WAL = 2;

/**
 * The values by key of a table in a database, of which these are the bytes of the file; they are
 * changed. What the file does not have, be it the table, is left out.
 *
 * The write-ahead log beside the file is not read: the database is as of its last checkpoint, so a
 * login of the last minutes may be missing. It is marked as one without a log, lest opening it depend
 * on what the engine makes of a log that is not there. Nor is a journal looked at: what was copied
 * amid a transaction may be damaged, and is whole at the next reading.
 *
 * @throws {Error} if it is damaged
 */
export async function readSqliteValues(
  bytes: Uint8Array,
  { table, key_column, value_column, keys }: SqliteFormat,
): Promise<Record<string, string>> {
  for (const at of VERSIONS) if (bytes[at] === WAL) bytes[at] = ROLLBACK;
  // Megabytes of WASM, for few.
  const { default: initSqlJs } = await import("sql.js");
  const { Database } = await initSqlJs();
  const database = new Database(bytes);
  try {
    const query = `SELECT ${name(key_column)}, ${name(value_column)} FROM ${name(table)} WHERE ${name(key_column)} IN (${keys.map(() => "?").join(", ")})`;
    const rows = database.exec(query, [...keys])[0]?.values ?? [];
    return Object.fromEntries(
      rows.flatMap(([key = null, value = null]) =>
        value === null ? [] : [[String(key), textOf(value)]],
      ),
    );
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("no such ")) return {};
    throw error;
  } finally {
    database.close();
  }
}

const name = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`;

const textOf = (value: string | number | Uint8Array) =>
  value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value);
