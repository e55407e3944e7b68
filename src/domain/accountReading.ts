import type { AccountState, Connection } from "../contract/providers.ts";
import { accountState } from "./accountState.ts";
import { type Availability, availabilityOf } from "./availability.ts";
import { readLimit } from "./readLimit.ts";

/** What is known of a provider that decides how its accounts read. */
export interface ProviderPace {
  enabled: boolean;
  poll_seconds: number;
}

export interface AccountReading {
  state: AccountState;
  availability: Availability;
}

/**
 * An account as its last snapshot reads at a moment, by the same laws as the server's; `now` in
 * milliseconds since 1970. Between two answers a reset may pass: then this is newer than the answer.
 */
export function readConnection(
  { enabled, snapshot }: Pick<Connection, "enabled" | "snapshot">,
  provider: ProviderPace,
  now: number,
): AccountReading {
  const availability = availabilityOf(snapshot, null, now, provider.poll_seconds);
  const state = accountState(enabled && provider.enabled, snapshot, availability, now);
  return { state, availability };
}

/** Differs whenever the reading, or that of one of its limits, differs in kind. */
export function readingKey(
  connection: Pick<Connection, "enabled" | "snapshot">,
  provider: ProviderPace,
  now: number,
): string {
  const { state, availability } = readConnection(connection, provider, now);
  const limits = connection.snapshot.limits.map((limit) => {
    const { level, reset } = readLimit(limit, now, Number.POSITIVE_INFINITY);
    return `${level} ${reset}`;
  });
  return [state, availability.state, availability.binding?.id, ...limits].join();
}
