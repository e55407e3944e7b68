import { credentialOf } from "../providers/credentialOf.ts";
import { CredentialError } from "../providers/credentialError.ts";
import type { Credential, Provider } from "../providers/provider.ts";
import { readSqliteValues, type SqliteFormat } from "./sqliteValues.ts";

/** As one header can carry it. */
const TOKEN = /^[\x21-\x7e]{1,16384}$/;

/**
 * The login in what a person points to: a tool's JSON, or a token and nothing else. With more lines
 * it is some other file, and a piece of that must not be sent to a vendor.
 *
 * @param shown How messages name the place
 * @throws {CredentialError}
 */
export function readContent(provider: Provider, text: string, shown: string): Credential {
  const content = text.replace(/^\u{feff}/u, "").trim();
  if (/^[[{]/.test(content)) return firstLogin(provider, parseContent(content, shown), shown);
  if (TOKEN.test(content)) return credentialOf(content);
  throw content === ""
    ? new CredentialError("no_login", `${shown} is empty`)
    : new CredentialError("malformed", `${shown} is neither JSON nor one token without blanks`);
}

/**
 * The first login in the parsed content.
 *
 * @param tool Where to sign in if there is none
 * @throws {CredentialError}
 */
export function firstLogin(
  provider: Provider,
  content: unknown,
  shown: string,
  tool?: string,
): Credential {
  const credential = attempt(() => provider.readCredential(content), shown)[0];
  if (credential === undefined) {
    const remedy = tool === undefined ? "" : `: sign in with ${tool}`;
    throw new CredentialError("no_login", `${shown} holds no login for ${provider.name}${remedy}`);
  }
  if (!TOKEN.test(credential.token)) throw damaged(shown);
  return credential;
}

/** @throws {CredentialError} malformed */
export const parseContent = (text: string, shown: string): unknown =>
  attempt(() => JSON.parse(text.replace(/^\u{feff}/u, "")) as unknown, shown);

/** @throws {CredentialError} malformed */
export async function readValues(
  bytes: Uint8Array,
  format: SqliteFormat,
  shown: string,
): Promise<Record<string, string>> {
  const values = await readSqliteValues(bytes, format).catch(() => null);
  if (values === null) throw damaged(shown);
  return values;
}

/** The error's own words may quote what it stumbled over. */
function attempt<T>(read: () => T, shown: string): T {
  try {
    return read();
  } catch {
    throw damaged(shown);
  }
}

const damaged = (shown: string) =>
  new CredentialError("malformed", `${shown} is damaged, or of a form not known to Leeway`);
