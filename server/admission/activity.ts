import type { ActivityEntry } from "../../src/contract/activity.ts";
import type { ResourceKey } from "../../src/contract/api.ts";
import { toInstant } from "../../src/contract/instant.ts";
import type { AdmissionDependencies } from "./dependencies.ts";

const KEYS: readonly ResourceKey[] = ["/activity"];
/** The same thing of the same account or person is told once in so long. */
const QUIET_MS = 60_000;

type Concerned = Pick<ActivityEntry, "user_id" | "account_id">;

/** What happened, for people: written down, told to open pages, and never in the way of what it tells of. */
export interface Activity {
  add(kind: ActivityEntry["kind"], text: string, concerned: Concerned): Promise<void>;
  /** The same, but at most once a minute under `key`; false if it was left out. */
  addOnce(
    key: string,
    kind: ActivityEntry["kind"],
    text: string,
    concerned: Concerned,
  ): Promise<boolean>;
}

export function createActivity({
  records,
  counters,
  now,
  newId,
  log,
}: Pick<AdmissionDependencies, "records" | "counters" | "now" | "newId" | "log">): Activity {
  const told = new Map<string, number>();
  /** How much is being written down about whom: who writes last tells of all of it. */
  const writing = new Map<string | null, number>();

  async function add(
    kind: ActivityEntry["kind"],
    text: string,
    concerned: Concerned,
  ): Promise<void> {
    const { user_id } = concerned;
    writing.set(user_id, (writing.get(user_id) ?? 0) + 1);
    try {
      await records.addActivity({ id: newId(), at: toInstant(now()), kind, text, ...concerned });
    } catch (error) {
      log.warn({ err: error, kind }, "activity lost");
    }
    const left = (writing.get(user_id) ?? 1) - 1;
    if (left > 0) return void writing.set(user_id, left);
    writing.delete(user_id);
    await counters
      .publish({ keys: KEYS, user_id })
      .catch((error: unknown) => log.warn({ err: error }, "live event lost"));
  }

  return {
    add,
    async addOnce(key, kind, text, concerned) {
      const at = now();
      for (const [known, last] of told) {
        // A clock may have been put back.
        if (Math.abs(at - last) < QUIET_MS) break;
        // Oldest first: what follows is younger.
        told.delete(known);
      }
      if (told.has(key)) return false;
      told.set(key, at);
      await add(kind, text, concerned);
      return true;
    },
  };
}
