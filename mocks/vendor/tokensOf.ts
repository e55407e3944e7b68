/**
 * What a request may have as its token, the likeliest first. Cursor's cookie holds a user before the
 * token, and some callers send a key without its scheme.
 */
export function tokensOf({ headers }: Request): string[] {
  const cookie = /(?:^|;\s*)WorkosCursorSessionToken=([^;]+)/.exec(
    headers.get("cookie") ?? "",
  )?.[1];
  if (cookie !== undefined) {
    const whole = decoded(cookie);
    return [whole.split("::").at(-1) ?? whole, whole];
  }
  const given = headers.get("authorization")?.trim() ?? "";
  const token = given.replace(/^(?:bearer|token)\s+/i, "");
  return token === "" ? [] : [token];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
