import type { Connection } from "../../contract/providers.ts";
import {
  type AccountReading,
  type ProviderPace,
  readConnection,
  readingKey,
} from "../../domain/accountReading.ts";
import { useClock, useClockText } from "../../ui/ClockContext.tsx";

/** Reads an account against the page's clock; renders again only when the reading changes in kind. */
export function useAccountReading(connection: Connection, provider: ProviderPace): AccountReading {
  const clock = useClock();
  useClockText((now) => readingKey(connection, provider, now));
  return readConnection(connection, provider, clock.now());
}
