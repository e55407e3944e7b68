import { type Json, objectOf } from "./lenient.ts";

/**
 * What a JSON Web Token says, not verified: for labels and request headers, never for trust. Empty
 * if it is none.
 */
export function jwtClaims(token: unknown): Json {
  const payload = typeof token === "string" ? token.split(".")[1] : undefined;
  if (payload === undefined) return {};
  try {
    const bytes = Uint8Array.from(
      atob(payload.replaceAll("-", "+").replaceAll("_", "/")),
      (char) => char.codePointAt(0) ?? 0,
    );
    return objectOf(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return {};
  }
}
