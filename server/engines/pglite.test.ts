import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { accountsConformance } from "./accountsConformance.ts";
import { openPglite, POSTGRES_MAJOR } from "./pglite.ts";
import { pgliteFolders } from "./pgliteFolders.ts";
import { createPostgresRecords, migrate } from "./postgresRecords.ts";
import { recordsConformance } from "./recordsConformance.ts";
import type { Records } from "./records.ts";

const folders = pgliteFolders();
const opened = new WeakMap<Records, { folder: string; shut: () => Promise<void> }>();

async function open(folder: string): Promise<Records> {
  const db = await openPglite(join(folder, "records"));
  await migrate(db);
  const records = createPostgresRecords(db);
  const shut = () => records.close();
  const close = async () => {
    await shut();
    folders.takeBack(folder);
  };
  const lent = { ...records, close };
  opened.set(lent, { folder, shut });
  return lent;
}

const openNew = () => open(folders.create());
const reopen = async (records: Records) => {
  const { folder = "", shut } = opened.get(records) ?? {};
  await shut?.();
  return open(folder);
};

recordsConformance("PGlite", openNew, reopen);
accountsConformance("PGlite", openNew, reopen);

it("writes folders of the major that it says it reads", () => {
  const version = readFileSync(join(folders.create(), "records", "PG_VERSION"), "utf8");
  expect(version.trim()).toBe(POSTGRES_MAJOR);
});
