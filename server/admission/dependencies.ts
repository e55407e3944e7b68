import type { Selecting } from "../accounts/selection.ts";
import type { Counters } from "../engines/counters.ts";
import type { Records } from "../engines/records.ts";
import type { Launcher } from "../launcher/launcher.ts";
import type { Activity } from "./activity.ts";
import type { Ledger } from "./ledger.ts";
import type { Policy } from "./policy.ts";

/** Where the door reports what it did; pino's logger fits. */
export interface Log {
  debug: (fields: object, message: string) => void;
  info: (fields: object, message: string) => void;
  warn: (fields: object, message: string) => void;
  error: (fields: object, message: string) => void;
}

/** What the door needs from outside. */
export interface AdmissionDependencies {
  records: Records;
  counters: Counters;
  launcher: Launcher;
  /** Compute seconds, booked and live. */
  ledger: Ledger;
  /** Which provider account work goes to. */
  selecting: Selecting;
  activity: Activity;
  policy: () => Policy;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Milliseconds by a clock that only goes forward, whatever is set on the other. */
  elapsed: () => number;
  newId: () => string;
  /** 0 to 1: spreads what would happen all at once. */
  random: () => number;
  /** Asks the vendor of an account now, and keeps what it says. */
  look: (accountId: string) => Promise<unknown>;
  log: Log;
}
