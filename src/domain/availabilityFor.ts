import type { Scope } from "../contract/limit.ts";
import { type Availability, availabilityOf, type Evidence } from "./availability.ts";
import { modelScopes } from "./modelScopes.ts";

/** What work asks of an account. */
export interface Asking {
  /** The vendor's name of the model that the work uses; null if it names none. */
  model: string | null;
  /** What the work needs, said outright; null leaves it to the model, or to the snapshot's default. */
  scopes: readonly Scope[] | null;
  /** The provider's pace: evidence without a trusted reset counts for two of these. */
  poll_seconds: number;
}

/** May an account be given this work? `now` in milliseconds since 1970. */
export function availabilityFor(
  evidence: Evidence,
  { model, scopes, poll_seconds }: Asking,
  now: number,
): Availability {
  const asked = scopes ?? (model === null ? null : modelScopes(evidence, model));
  return availabilityOf(evidence, asked, now, poll_seconds);
}

/** Nothing is left, or only what costs money beyond the plan, where that is out, too. */
export const isOut = (
  { state }: Availability,
  { within_plan = false }: { within_plan?: boolean },
): boolean => state === "depleted" || (within_plan && state === "available_on_overage");
