import type { Counters } from "../engines/counters.ts";
import type { Records } from "../engines/records.ts";
import type { Launcher } from "../launcher/launcher.ts";
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
  policy: () => Policy;
  /** Milliseconds since 1970. */
  now: () => number;
  newId: () => string;
  log: Log;
}
