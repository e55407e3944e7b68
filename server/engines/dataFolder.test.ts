import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { identifyProcess } from "../launcher/processIdentity.ts";
import { DataFolderError, openDataFolder } from "./dataFolder.ts";
import { POSTGRES_MAJOR } from "./pglite.ts";

let root: string;
let folder: string;
let lock: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "leeway-data-"));
  folder = join(root, "data");
  lock = join(folder, "lock");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const holder = () => JSON.parse(readFileSync(lock, "utf8")) as object;
function lockAs(content: string | object): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(lock, typeof content === "string" ? content : JSON.stringify(content));
}
function faultOf(opening: () => unknown): string {
  try {
    opening();
  } catch (error) {
    if (error instanceof DataFolderError) return error.message;
    throw error;
  }
  return "none";
}
const me = { ...identifyProcess(process.pid), host: hostname() };

describe("the data folder", () => {
  it("is made for its owner alone, with room for records and runs", () => {
    const { records, runs, release } = openDataFolder(folder);
    expect(records).toBe(join(folder, "records"));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(runs).mode & 0o777).toBe(0o700);
    expect(holder()).toEqual(me);
    release();
    expect(readdirSync(folder)).toEqual(["runs"]);
  });

  it("is one process's, and names it to the second in one line", async () => {
    const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    const gone = new Promise((resolve) => other.once("exit", resolve));
    lockAs({ ...identifyProcess(other.pid ?? 0), host: hostname() });
    const before = readFileSync(lock, "utf8");
    expect(faultOf(() => openDataFolder(folder))).toBe(
      `The data folder ${folder} is in use by process ${other.pid}. Stop that one, or set LEEWAY_DATA to another folder.`,
    );
    expect(readFileSync(lock, "utf8")).toBe(before);
    expect(readdirSync(folder)).toEqual(["lock"]);
    other.kill("SIGKILL");
    await gone;
    openDataFolder(folder);
    expect(holder()).toEqual(me);
  });

  it("is one opener's, also within a process", () => {
    const first = openDataFolder(folder);
    expect(faultOf(() => openDataFolder(folder))).toContain(`process ${process.pid}.`);
    first.release();
    expect(faultOf(() => openDataFolder(folder))).toBe("none");
  });

  it("is taken over from a process that is gone, or whose number another one has", () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    lockAs({ pid, started: "then", host: hostname() });
    openDataFolder(folder).release();
    lockAs({ ...me, started: "before this one" });
    openDataFolder(folder);
    expect(holder()).toEqual(me);
  });

  it.each(["", "not a lock", "null", "{}", "[1]", '{"pid":1'])(
    "is taken over from a lock that says nothing: %j",
    (content) => {
      lockAs(content);
      openDataFolder(folder);
      expect(holder()).toEqual(me);
    },
  );

  it("stays another machine's while that one shows that it lives, and no longer", () => {
    const elsewhere = { pid: process.pid, started: "elsewhere", host: "elsewhere" };
    const touchedAgo = (seconds: number) => {
      const at = new Date(Date.now() - seconds * 1000);
      utimesSync(lock, at, at);
    };
    lockAs(elsewhere);
    touchedAgo(50);
    expect(faultOf(() => openDataFolder(folder))).toContain(`process ${process.pid} on elsewhere.`);
    touchedAgo(61);
    const mine = openDataFolder(folder);
    expect(holder()).toEqual(me);
    touchedAgo(61);
    mine.touch();
    expect(Date.now() - statSync(lock).mtimeMs).toBeLessThan(50_000);
  });

  it("of another Postgres is named, left alone and let go", () => {
    mkdirSync(join(folder, "records"), { recursive: true });
    writeFileSync(join(folder, "records", "PG_VERSION"), "9\n");
    expect(faultOf(() => openDataFolder(folder))).toMatch(
      new RegExp(`written by Postgres 9; .* reads Postgres ${POSTGRES_MAJOR}\\.`),
    );
    expect(existsSync(lock)).toBe(false);
    writeFileSync(join(folder, "records", "PG_VERSION"), `${POSTGRES_MAJOR}\n`);
    expect(faultOf(() => openDataFolder(folder))).toBe("none");
  });

  it("keeps and lets go only a lock of its own", () => {
    const mine = openDataFolder(folder);
    const next = { pid: 1, started: "later", host: "elsewhere" };
    lockAs(next);
    mine.touch();
    mine.release();
    expect(holder()).toEqual(next);
    rmSync(folder, { recursive: true });
    expect(() => mine.touch()).not.toThrow();
  });
});
