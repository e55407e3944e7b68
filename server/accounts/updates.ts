import type { ResourceKey } from "../../src/contract/api.ts";
import type { AccountsDependencies } from "./dependencies.ts";

const KEYS: readonly ResourceKey[] = [
  "/providers/client",
  "/providers/binding",
  "/providers/connections/:id",
  "/account/usage",
  "/decision",
];

/**
 * Between two events so long: thousands of accounts are polled all the time, and each event makes
 * every open page ask again. `later` is for values that only grew older.
 */
const PAUSE_MS = { now: 0, soon: 2000, later: 30_000 };
export type Urgency = keyof typeof PAUSE_MS;

/** Tells open pages that accounts have changed, bundled. */
export interface Updates {
  /** What must wait is told by the next call after its pause, or by `flush`. */
  tell(urgency: Urgency): Promise<void>;
  /** Tells what has waited long enough; called by the sweep. */
  flush(): Promise<void>;
}

export function createUpdates({
  counters,
  log,
  now,
}: Pick<AccountsDependencies, "counters" | "log" | "now">): Updates {
  let told = Number.NEGATIVE_INFINITY;
  let waiting: Urgency | null = null;

  async function tell(urgency: Urgency): Promise<void> {
    if (waiting === null || PAUSE_MS[urgency] < PAUSE_MS[waiting]) waiting = urgency;
    await flush();
  }

  async function flush(): Promise<void> {
    // In either direction, as a clock may be put back.
    if (waiting === null || Math.abs(now() - told) < PAUSE_MS[waiting]) return;
    waiting = null;
    told = now();
    await counters
      .publish({ keys: KEYS, user_id: null })
      .catch((error: unknown) => log.warn({ err: error }, "live event lost"));
  }

  return { tell, flush };
}
