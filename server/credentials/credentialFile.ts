import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { CredentialError } from "../providers/credentialError.ts";
import { DATABASE_HEADER_LENGTH, isDatabase } from "./sqliteValues.ts";

const MIB = 1024 * 1024;
const MOST_BYTES = MIB;
/** An editor keeps its whole state beside its login. */
const MOST_DATABASE_BYTES = 256 * MIB;

/**
 * The content of a regular file.
 *
 * @param shown How messages name it
 * @throws {CredentialError} not_found or unreadable
 */
export async function readCredentialFile(path: string, shown: string): Promise<Buffer> {
  let file: FileHandle | undefined;
  try {
    // Else a named pipe would hold up until somebody writes to it. Windows has neither.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    return await readWhole(file, shown);
  } catch (error) {
    throw error instanceof CredentialError ? error : faultOf(error, shown);
  } finally {
    await file?.close();
  }
}

async function readWhole(file: FileHandle, shown: string): Promise<Buffer> {
  const stats = await file.stat();
  if (!stats.isFile()) throw new CredentialError("unreadable", `${shown} is not a file`);
  const head = Buffer.alloc(DATABASE_HEADER_LENGTH);
  await file.read(head, 0, head.length, 0);
  const most = isDatabase(head) ? MOST_DATABASE_BYTES : MOST_BYTES;
  if (stats.size > most) {
    throw new CredentialError("unreadable", `${shown} is larger than ${most / MIB} MiB`);
  }
  // Never more than was stated: what grows meanwhile is whole at the next reading.
  const bytes = Buffer.alloc(stats.size);
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
    length += bytesRead;
    if (bytesRead === 0) return bytes.subarray(0, length);
  }
}

function faultOf(error: unknown, shown: string): CredentialError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new CredentialError("not_found", `${shown} does not exist`);
  }
  return code === "EACCES" || code === "EPERM"
    ? new CredentialError("unreadable", `${shown} may not be read by Leeway's user`)
    : new CredentialError("unreadable", `${shown} cannot be read (${code})`);
}
