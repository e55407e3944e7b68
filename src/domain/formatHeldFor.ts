import { fromInstant, type Instant } from "../contract/instant.ts";
import { formatDuration } from "./duration.ts";

/**
 * How long something has been held: "2 m 5 s". Null is unknown; what begins ahead of us has been
 * held for 0 s. It is not cut at the 120 s of one acquisition: a holder may renew.
 */
export const formatHeldFor = (since: Instant | null, now: number, locale = "en"): string =>
  since === null ? "unknown" : formatDuration((now - fromInstant(since)) / 1000, locale);
