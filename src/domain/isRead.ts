import type { Limit } from "../contract/limit.ts";

/** True if a source has said anything of how far a limit is used; its name and reset alone say nothing. */
export const isRead = ({
  cap,
  used,
  remaining,
  used_pct,
  depleted,
}: Pick<Limit, "cap" | "used" | "remaining" | "used_pct" | "depleted">): boolean =>
  cap === "unlimited" ||
  cap === "no_cap" ||
  depleted !== null ||
  [used, remaining, used_pct].some((amount) => amount !== null);
