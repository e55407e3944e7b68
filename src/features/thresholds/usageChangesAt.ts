import { fromInstant, type Instant, toInstant } from "../../contract/instant.ts";
import type { AccountUsage } from "../../contract/thresholds.ts";

/** When an answer changes without anybody's doing: a reset, an override that ends, evidence that ages. */
export const usageChangesAt = ({
  resets_at,
  override,
  updated_at,
  poll_seconds,
}: AccountUsage): (Instant | null)[] => [
  resets_at,
  override?.expires_at ?? null,
  updated_at && toInstant(fromInstant(updated_at) + 2 * poll_seconds * 1000),
];
