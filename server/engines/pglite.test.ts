import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openPglite, POSTGRES_MAJOR } from "./pglite.ts";
import { pgliteFolders } from "./pgliteFolders.ts";
import { createPostgresRecords, migrate } from "./postgresRecords.ts";
import { recordsConformance } from "./recordsConformance.ts";
import type { Records } from "./records.ts";

const folders = pgliteFolders();
const opened = new WeakMap<Records, string>();

async function open(folder: string): Promise<Records> {
  const db = await openPglite(join(folder, "records"));
  await migrate(db);
  const records = createPostgresRecords(db);
  opened.set(records, folder);
  return records;
}

recordsConformance(
  "PGlite",
  () => open(folders.create()),
  async (records) => {
    await records.close();
    return open(opened.get(records) ?? "");
  },
);

it("writes folders of the major that it says it reads", () => {
  const version = readFileSync(join(folders.create(), "records", "PG_VERSION"), "utf8");
  expect(version.trim()).toBe(POSTGRES_MAJOR);
});
