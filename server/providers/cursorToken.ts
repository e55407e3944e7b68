import { type Instant } from "../../src/contract/instant.ts";
import { credentialOf } from "./credentialOf.ts";
import { jwtClaims } from "./jwtClaims.ts";
import { instantOf, objectOf, textOf } from "./lenient.ts";
import { planOf } from "./planOf.ts";
import type { Credential } from "./provider.ts";

/** A token of Cursor's app, and whose it is; null where it does not say. */
export interface CursorToken {
  jwt: string;
  user: string | null;
  expires_at: Instant | null;
}

/** Reads the app's token, or the web page's cookie, which has the user before it. */
export function cursorToken(given: string): CursorToken {
  const [, cookieUser, cookieJwt] = /^(\w+)(?:::|%3A%3A)(.+)$/i.exec(given) ?? [];
  const jwt = cookieJwt ?? given;
  const claims = jwtClaims(jwt);
  // The subject names the sign-in service before the user: "auth0|user_…".
  const subject = textOf(claims["sub"])?.split("|").at(-1) ?? null;
  const user = cookieUser ?? subject;
  return {
    jwt,
    user: user !== null && /^[\w-]+$/.test(user) ? user : null,
    expires_at: instantOf(claims["exp"]),
  };
}

/** The keys that the app's table holds; its refresh token is left to the app. */
export const CURSOR_KEYS = {
  token: "cursorAuth/accessToken",
  email: "cursorAuth/cachedEmail",
  membership: "cursorAuth/stripeMembershipType",
} as const;

/** The login in the values of the app's table. */
export function cursorCredential(content: unknown): Credential[] {
  const values = objectOf(content);
  const token = plain(values[CURSOR_KEYS.token]);
  if (token === null) return [];
  const { user, expires_at } = cursorToken(token);
  return [
    credentialOf(token, {
      account_id: user,
      identity: plain(values[CURSOR_KEYS.email]),
      expires_at,
      plan: planOf(plain(values[CURSOR_KEYS.membership])),
    }),
  ];
}

/** Some versions of the app write texts with their quotes. */
const plain = (value: unknown) => textOf(textOf(value)?.replace(/^"(.*)"$/, "$1"));
