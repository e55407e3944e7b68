import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { openPglite } from "./pglite.ts";
import { migrate } from "./postgresRecords.ts";

interface PgliteFolders {
  /** A new folder with a migrated, empty database in `records`. */
  create: () => string;
  /** Takes the database of a folder, which nobody has open any more, for a later one. */
  takeBack: (folder: string) => void;
}

/**
 * Folders with databases for tests. One database is made, which takes seconds; the others are copies.
 * A copy has a thousand files, so one that was taken back is put right where it was written to, and
 * used again. All go after the last test of the file.
 */
export function pgliteFolders(): PgliteFolders {
  let root = "";
  let count = 0;
  const spare: { records: string; untouched: Stamps }[] = [];
  const given = new Map<string, Stamps>();
  const template = () => join(root, "template");
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "leeway-test-"));
    const db = await openPglite(template());
    await migrate(db);
    await db.destroy();
  }, 60_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }), 60_000);
  return {
    create() {
      const folder = join(root, String(++count));
      const records = join(folder, "records");
      const used = spare.pop();
      if (used) {
        mkdirSync(folder);
        renameSync(used.records, records);
        putRight(records, template(), used.untouched);
      } else cpSync(template(), records, { recursive: true });
      given.set(folder, stampsOf(records));
      return folder;
    },
    takeBack(folder) {
      const untouched = given.get(folder);
      if (!untouched) throw new Error(`${folder} is not lent.`);
      given.delete(folder);
      // Out of reach of whatever still knows the folder.
      const records = join(root, `spare-${++count}`);
      renameSync(join(folder, "records"), records);
      spare.push({ records, untouched });
    },
  };
}

/** Of each file in a folder, what changes whenever it is written to; of a directory, nothing. */
type Stamps = ReadonlyMap<string, string>;

function stampsOf(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return new Map(
    paths.map((path) => {
      const found = statSync(join(folder, path), { bigint: true });
      return [path, found.isDirectory() ? "" : `${found.size} ${found.ctimeNs}`];
    }),
  );
}

function putRight(folder: string, template: string, untouched: Stamps): void {
  const found = stampsOf(folder);
  for (const path of found.keys())
    if (!untouched.has(path)) rmSync(join(folder, path), { recursive: true, force: true });
  for (const [path, stamp] of untouched) {
    if (found.get(path) === stamp) continue;
    if (stamp === "") mkdirSync(join(folder, path));
    else copyFileSync(join(template, path), join(folder, path));
  }
}
