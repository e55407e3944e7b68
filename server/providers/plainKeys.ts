import type { Credential } from "./provider.ts";

const MOST_NAMES = 30;
const NAME = /^[a-z_][a-z0-9_]{0,40}$/i;
/** Shorter parts of a credential give nothing of it away; `region` may well be a part of one. */
const TELLING_PART = 8;
const SHORTEST_SECRET = 4;

/**
 * Members that a reader does not know, fit for the log and the records: a vendor may name them by an
 * e-mail address, or by the very token. Only plain names that hold nothing of the credential are
 * named; the last entry counts the others.
 */
export function plainKeys(keys: readonly string[], credential: Credential): string[] {
  const { token, account_id, identity, extra } = credential;
  const secrets = [token, account_id, identity, ...Object.values(extra)]
    .flatMap((secret) => secret?.toLowerCase() ?? [])
    .filter((secret) => secret.length >= SHORTEST_SECRET);
  const isTelling = (part: string) =>
    secrets.some(
      (secret) => part.includes(secret) || (part.length >= TELLING_PART && secret.includes(part)),
    );
  const isPlain = (key: string) =>
    [key, ...key.split(".")].every((part) => !isTelling(part.toLowerCase())) &&
    key.split(".").every((part) => NAME.test(part));
  const named = keys.filter(isPlain).slice(0, MOST_NAMES);
  const others = keys.length - named.length;
  return others === 0 ? named : [...named, `${others} unnamed`];
}
