import type { Instant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import type { Concurrency } from "../contract/quota.ts";
import { slotsLimit } from "./slotsLimit.ts";

type Counted = Pick<Concurrency, "active" | "max" | "queued">;

/** True if a new run would queue: no slot is free, or others wait already. */
export const wouldQueue = ({ active, max, queued }: Counted): boolean =>
  active >= max || queued > 0;

const OF_PROJECT = {
  id: "concurrency",
  label: "Concurrency",
  scope: "workspace",
  gates: false,
} as const;

/** The slots of a project as a `Limit`, for the one gauge. A full project queues; it refuses nothing. */
export const concurrencyLimit = ({ active, max }: Counted, observedAt: Instant): Limit =>
  slotsLimit(OF_PROJECT, active, max, observedAt);
