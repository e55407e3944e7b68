import type { Instant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import type { BatchStatus } from "../contract/sessions.ts";
import { slotsLimit } from "./slotsLimit.ts";

const OF_PERSON = { id: "sessions", label: "Sessions", scope: "account", gates: true } as const;

/** How many sessions may run at once, as a `Limit`, for the one gauge. */
export const sessionLimit = (
  { running, max_sessions: max }: Pick<BatchStatus, "running" | "max_sessions">,
  observedAt: Instant,
): Limit => slotsLimit(OF_PERSON, running, max, observedAt);
