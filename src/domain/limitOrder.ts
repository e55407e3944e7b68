import type { Limit } from "../contract/limit.ts";

/**
 * The limits as people look for them: session, weekly, weekly of a model, then the others. What is
 * information only comes after all that gate. Equals keep their order.
 */
export const limitOrder = (limits: readonly Limit[]): Limit[] =>
  limits.toSorted((a, b) => Number(b.gates) - Number(a.gates) || rank(a.id) - rank(b.id));

function rank(id: string): number {
  if (id === "session") return 0;
  if (id === "weekly") return 1;
  return id.startsWith("weekly:model:") ? 2 : 3;
}
