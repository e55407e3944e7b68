import { bearerGet, credentialOf } from "./credentialOf.ts";
import { readGrokBilling } from "./grokBilling.ts";
import { instantOf, isObject, type Json, objectOf, textOf } from "./lenient.ts";
import type { Credential, Provider } from "./provider.ts";
import { httpFailure } from "./report.ts";

const ORIGIN = "https://cli-chat-proxy.grok.com";

/** Grok of a subscription, as the Grok CLI uses it. */
export const grok: Provider = {
  id: "grok",
  name: "Grok",
  origin: ORIGIN,
  other_origins: [],
  poll_seconds: 300,
  poses_as_client: true,
  variables: ["GROK_OAUTH_TOKEN"],
  places: [
    { id: "grok-cli", tool: "Grok CLI", path: "~/.grok/auth.json", format: { kind: "json" } },
  ],
  paste_hint: "The access token of a Grok CLI sign-in (not an API key)",

  readCredential(content) {
    const root = objectOf(content);
    // By issuer and account; older ones are the entry itself, or nest it by kind.
    const entries = [root, ...Object.values(root)].filter(isObject);
    const nested = entries.slice(1).flatMap((entry) => Object.values(entry).filter(isObject));
    return [...entries, ...nested].flatMap((entry) => loginOf(entry) ?? []);
  },

  async fetch(credential, ask, now) {
    const url = `${ORIGIN}/v1/billing?format=credits`;
    const request = bearerGet(url, credential, { "x-xai-token-auth": "xai-grok-cli" });
    return grok.read(await ask(request), now());
  },

  read(answer, now) {
    return httpFailure(answer, now) ?? readGrokBilling(objectOf(answer.body), now);
  },
};

/** A sign-in; null for what is none, and for an API key, which has no subscription to read. */
function loginOf(entry: Json): Credential | null {
  const token = textOf(entry["key"]);
  if (token === null || token.startsWith("xai-")) return null;
  return credentialOf(token, {
    identity: textOf(entry["email"]),
    expires_at: instantOf(entry["expires_at"] ?? entry["expires"]),
  });
}
