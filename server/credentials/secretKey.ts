import { randomBytes, randomUUID } from "node:crypto";
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The key file cannot be used; the message is one line for the person who started the server. */
export class SecretKeyError extends Error {
  override readonly name = "SecretKeyError";
}

/**
 * What credentials are encrypted with: `LEEWAY_SECRET`, else a key file in the data folder (which
 * must exist), made at the first need.
 *
 * @throws {SecretKeyError}
 */
export function readSecret(
  environmentSecret: string | undefined,
  dataFolder: string,
  platform: NodeJS.Platform = process.platform,
): string {
  if (environmentSecret) return environmentSecret;
  const path = join(dataFolder, "secret.key");
  try {
    return readKey(path, platform) ?? makeKey(path) ?? readKey(path, platform) ?? vanished(path);
  } catch (error) {
    if (error instanceof SecretKeyError) throw error;
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    throw new SecretKeyError(`The key file ${path} cannot be used${code}. Or set LEEWAY_SECRET.`);
  }
}

/** Null if there is none. */
function readKey(path: string, platform: NodeJS.Platform): string | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return null;
  // Windows has no such bits; there the folder's owner decides.
  if (platform !== "win32" && (stats.mode & 0o077) !== 0) {
    throw new SecretKeyError(
      `The key file ${path} is open to other users. Run: chmod 600 '${path}'. Or set LEEWAY_SECRET.`,
    );
  }
  const key = readFileSync(path, "utf8").trim();
  if (/^[\w-]{43}$/.test(key)) return key;
  throw new SecretKeyError(
    `The key file ${path} is damaged. Put it back from a backup; or remove it, and add pasted credentials again.`,
  );
}

/** Null if another has just made it. Linked once it is whole, so that no crash leaves half a key. */
function makeKey(path: string): string | null {
  const key = randomBytes(32).toString("base64url");
  const draft = `${path}.${randomUUID()}`;
  try {
    writeFileSync(draft, `${key}\n`, { mode: 0o600, flag: "wx", flush: true });
    linkSync(draft, path);
    return key;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return null;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function vanished(path: string): never {
  throw new SecretKeyError(`The key file ${path} comes and goes. Or set LEEWAY_SECRET.`);
}
