import type { Limit } from "../contract/limit.ts";

/** How far a moment of reset can be relied on, in words after it; empty where it is the vendor's own. */
export const trustWords: Readonly<Record<Limit["reset_trust"], string>> = {
  authoritative: "",
  upper_bound: "at the latest",
  inferred: "estimated",
  none: "",
};
