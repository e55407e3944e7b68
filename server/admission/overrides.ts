import type { ResourceKey } from "../../src/contract/api.ts";
import { type Instant, toInstant } from "../../src/contract/instant.ts";
import type { RunSource } from "../../src/contract/runs.ts";
import type { Facts } from "../../src/domain/decide.ts";
import { holdSomeWork, isHeldWithoutOverride } from "../../src/domain/thresholds.ts";
import type { RunRecord } from "../engines/records.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import type { Principal } from "./principal.ts";
import { RequestFault } from "./requestFault.ts";
import { readThresholdFact } from "./thresholdFact.ts";

/** How long a start may pass the caps. */
const OPEN_MS = 15 * 60_000;

/** What an override, or a cap, changes. */
export const OF_THRESHOLDS: readonly ResourceKey[] = [
  "/account/claude-thresholds",
  "/account/usage",
  "/decision",
  "/providers/binding",
];

const BY_HAND: ReadonlySet<RunSource> = new Set(["manual", "chat", "api"]);
/** What a person starts now, unlike what a schedule, an error or an agent does. */
export const isByHand = (source: RunSource): boolean => BY_HAND.has(source);

/** "Continue once": one start may pass the person's own caps. */
export interface Overrides {
  /** @throws {RequestFault} conflict: nothing is held, or one is open already */
  open(principal: Principal, reason: string | null): Promise<{ id: string; expires_at: Instant }>;
  /**
   * The run takes it, if it is only by that that it may start. False if another was quicker. Given
   * back by `Holdings.release`, with what else was taken.
   */
  take(run: RunRecord, facts: Facts, at: number): Promise<"not needed" | "taken" | "lost">;
  /** Writes down that the run has passed by it. */
  tellTaken(run: RunRecord): Promise<void>;
}

export function createOverrides(
  deps: Pick<
    AdmissionDependencies,
    "records" | "counters" | "selecting" | "activity" | "now" | "newId" | "log"
  >,
): Overrides {
  const { records, activity } = deps;
  const tell = (user_id: string) => publishThresholds(deps, user_id);

  return {
    async open({ id: user_id, name }, reason) {
      const now = deps.now();
      const fact = await readThresholdFact(deps, { user_id, model: null }, now);
      if (!holdSomeWork(fact, now)) {
        throw new RequestFault("conflict", "Your caps hold nothing now: just start.");
      }
      const at = toInstant(now);
      const override = {
        id: deps.newId(),
        user_id,
        at,
        reason,
        expires_at: toInstant(now + OPEN_MS),
      };
      if (!(await records.addOverride(override))) {
        throw new RequestFault("conflict", "One start may pass already: use it first.");
      }
      const why = reason === null ? "" : ` Why: ${reason}`;
      const text = `${name} lets one start pass the Claude caps within 15 minutes.${why}`;
      await activity.add("threshold_overridden", text, { user_id, account_id: null });
      await tell(user_id);
      return { id: override.id, expires_at: override.expires_at };
    },

    async take({ id, user_id }, { thresholds }, at) {
      if (!thresholds?.known || !isHeldWithoutOverride(thresholds.value, at)) return "not needed";
      if (await records.hasOverride(id)) return "taken";
      const now = toInstant(at);
      const open = await records.openOverride(user_id, now);
      return open && (await records.useOverride(open.id, id, now)) ? "taken" : "lost";
    },

    async tellTaken({ id, kind, user_id }) {
      const what = kind === "session" ? "session" : "run";
      const text = `A ${what} passed the Claude caps, as one start might: ${id}.`;
      await activity.add("threshold_overridden", text, { user_id, account_id: null });
      await tell(user_id);
    },
  };
}

/** Tells a person's open pages that their caps, or what may pass them, have changed. */
export const publishThresholds = (
  { counters, log }: Pick<AdmissionDependencies, "counters" | "log">,
  user_id: string,
): Promise<void> =>
  counters
    .publish({ keys: OF_THRESHOLDS, user_id })
    .catch((error: unknown) => log.warn({ err: error }, "live event lost"));
