import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { openPglite } from "./pglite.ts";
import { migrate } from "./postgresRecords.ts";

/**
 * Folders with a migrated, empty database, for tests: made once and copied, because making one takes
 * seconds. All go after the last test of the file.
 */
export function pgliteFolders(): { create: () => string } {
  let root = "";
  let count = 0;
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "leeway-test-"));
    const db = await openPglite(join(root, "template"));
    await migrate(db);
    await db.destroy();
  }, 60_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }), 60_000);
  return {
    create() {
      const folder = join(root, String(++count));
      cpSync(join(root, "template"), join(folder, "records"), { recursive: true });
      return folder;
    },
  };
}
