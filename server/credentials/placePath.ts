import { isAbsolute, normalize } from "node:path";

/** As `process.env` has it. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Null if it is not set, or empty. */
export const variableOf = (environment: Variables, name: string): string | null =>
  (Object.hasOwn(environment, name) && environment[name]) || null;

/** An absolute path from one that may begin with `~`; null for a relative one. */
export function expandHome(path: string, home: string): string | null {
  const expanded = path.replace(/^~(?=[/\\]|$)/, () => home);
  return isAbsolute(expanded) ? normalize(expanded) : null;
}

/** Likewise from one that may have `$NAME` in it; null if a variable is not set. */
export function expandPath(path: string, environment: Variables, home: string): string | null {
  let isKnown = true;
  const expanded = path.replaceAll(/\$([A-Z_]\w*)/gi, (_, name: string) => {
    const value = variableOf(environment, name);
    isKnown &&= value !== null;
    return value ?? "";
  });
  return isKnown ? expandHome(expanded, home) : null;
}

/** With `~` for the home folder. */
export function showPath(path: string, home: string): string {
  const rest = path.startsWith(home) ? path.slice(home.length) : null;
  return rest !== null && /^(?:[/\\]|$)/.test(rest) ? `~${rest}` : path;
}
