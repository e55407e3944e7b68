import type { Refusal } from "../contract/refusal.ts";

/** Those of a person's own caps. */
export const isOfCaps = ({ reason }: Refusal): boolean =>
  reason === "session_threshold" || reason === "week_threshold";

/**
 * Reasons that only a vendor can tell of. A reset of theirs is believed when a look at it has
 * confirmed it, and work of another vendor's does not meet them.
 */
export const isOfVendor = (refusal: Refusal): boolean =>
  refusal.reason === "accounts_depleted" || isOfCaps(refusal);
