import { randomUUID } from "node:crypto";
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { identifyProcess, isRunning } from "../launcher/processIdentity.ts";
import { POSTGRES_MAJOR } from "./pglite.ts";

/** A process on another machine that shares the folder must touch its lock this often to keep it. */
const FOREIGN_LOCK_SECONDS = 60;

/** The folder cannot be used; the message is one line for the person who started the server. */
export class DataFolderError extends Error {
  override readonly name = "DataFolderError";
}

interface Holder {
  pid: number;
  started: string;
  host: string;
}

export interface DataFolder {
  /** Where the embedded Postgres lives. */
  records: string;
  /** Where managed runs have their own folders. */
  runs: string;
  /** Shows that this process is alive to one on another machine; call it every few seconds. */
  touch: () => void;
  release: () => void;
}

/**
 * Takes the data folder for this process alone: two processes over one embedded Postgres silently
 * lose rows. The lock of a process that has died is taken over.
 */
export function openDataFolder(folder: string): DataFolder {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = join(folder, "lock");
  const mine = takeLock(lock, folder);
  const records = join(folder, "records");
  const runs = join(folder, "runs");
  try {
    checkMajor(records);
    mkdirSync(runs, { recursive: true, mode: 0o700 });
  } catch (error) {
    rmSync(lock, { force: true });
    throw error;
  }
  return {
    records,
    runs,
    // A process that slept too long on a shared folder may have lost it to another one.
    touch() {
      if (readHolder(lock)?.text === mine) utimesSync(lock, new Date(), new Date());
    },
    release() {
      if (readHolder(lock)?.text === mine) rmSync(lock, { force: true });
    },
  };
}

/** Gives what the lock now says. */
function takeLock(lock: string, folder: string): string {
  const holder: Holder = {
    pid: process.pid,
    started: identifyProcess(process.pid)?.started ?? "",
    host: hostname(),
  };
  const mine = JSON.stringify(holder);
  const draft = `${lock}.${randomUUID()}`;
  writeFileSync(draft, mine);
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      if (link(draft, lock)) return mine;
      const seen = readHolder(lock);
      if (seen && isHeld(seen.holder, lock)) throw inUse(seen.holder, folder);
      if (seen) dropStale(lock, seen.text);
    }
    throw new DataFolderError(`The data folder ${folder} is being taken by another process.`);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Linking is atomic: of two processes only one gets the name. */
function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function readHolder(lock: string): { text: string; holder: Holder | null } | null {
  try {
    const text = readFileSync(lock, "utf8");
    try {
      const holder: unknown = JSON.parse(text);
      return { text, holder: isHolder(holder) ? holder : null };
    } catch {
      return { text, holder: null };
    }
  } catch {
    return null;
  }
}

const isHolder = (holder: unknown): holder is Holder =>
  typeof holder === "object" && holder !== null && "pid" in holder && "host" in holder;

function isHeld(holder: Holder | null, lock: string): holder is Holder {
  if (holder === null) return false;
  if (holder.host === hostname()) return isRunning(holder);
  return Date.now() - statSync(lock).mtimeMs < FOREIGN_LOCK_SECONDS * 1000;
}

/** Moves the stale lock aside, and puts it back if it turns out to be a new holder's. */
function dropStale(lock: string, stale: string): void {
  const aside = `${lock}.${randomUUID()}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  if (readFileSync(aside, "utf8") !== stale) link(aside, lock);
  rmSync(aside, { force: true });
}

const inUse = (holder: Holder, folder: string) =>
  new DataFolderError(
    `The data folder ${folder} is in use by process ${holder.pid}${
      holder.host === hostname() ? "" : ` on ${holder.host}`
    }. Stop that one, or set LEEWAY_DATA to another folder.`,
  );

function checkMajor(records: string): void {
  const file = join(records, "PG_VERSION");
  if (!existsSync(file)) return;
  const major = readFileSync(file, "utf8").trim();
  if (major !== POSTGRES_MAJOR) {
    throw new DataFolderError(
      `The records in ${records} were written by Postgres ${major}; this version of Leeway reads Postgres ${POSTGRES_MAJOR}. Start the Leeway that wrote them, or set LEEWAY_DATA to another folder.`,
    );
  }
}
