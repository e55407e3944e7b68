import { fromInstant, type Instant, toInstant } from "../contract/instant.ts";
import type { Concurrency } from "../contract/quota.ts";

type Lease = Pick<Concurrency["holders"][number], "heartbeat_at" | "lease_expires_at">;

/**
 * When to look at a lease again: it is renewed without a word, so after each third of it one asks
 * whether its holder still lives.
 */
export function leaseMoments({ heartbeat_at, lease_expires_at }: Lease): Instant[] {
  const from = fromInstant(heartbeat_at);
  const length = fromInstant(lease_expires_at) - from;
  return [1, 2, 3].map((third) => toInstant(from + (length * third) / 3));
}
