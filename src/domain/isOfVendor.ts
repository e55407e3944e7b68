import type { Refusal } from "../contract/refusal.ts";

/**
 * Reasons that only a vendor can tell of. A reset of theirs is believed when a look at it has
 * confirmed it, and work of another vendor's does not meet them.
 */
export const isOfVendor = ({ reason }: Refusal): boolean =>
  reason === "accounts_depleted" || reason === "session_threshold" || reason === "week_threshold";
