import type { Limit } from "../contract/limit.ts";

/** More than this nobody compares in one line. */
export const AT_A_GLANCE = 3;

/**
 * The limits that a row shows: the first ones, in their order, and the one that binds in any case.
 * What gates comes first in the server's order, so that it is information that is left out.
 */
export function limitsAtAGlance(
  limits: readonly Limit[],
  bindingId: string | null,
  most = AT_A_GLANCE,
): { shown: Limit[]; more: number } {
  const first = limits.slice(0, most);
  const binding = limits.slice(most).find(({ id }) => id === bindingId);
  const shown = binding ? [...first.slice(0, most - 1), binding] : first;
  return { shown, more: limits.length - shown.length };
}
