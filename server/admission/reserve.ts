import type { Decision, WorkKind } from "../../src/contract/decision.ts";
import { fromInstant, toInstant } from "../../src/contract/instant.ts";
import { decide, type Facts } from "../../src/domain/decide.ts";
import { type SlotOutcome, takeSlot } from "../../src/domain/slots.ts";
import type { RunRecord } from "../engines/records.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import { gatherFacts } from "./gatherFacts.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { Overrides } from "./overrides.ts";
import { maxConcurrencyOf, planOf, runAllowanceOf } from "./policy.ts";
import { selectFor } from "./selectFor.ts";
import { leaseEnd, poolOf } from "./slots.ts";

export type Reserved =
  | { decision: Decision; taken: null }
  | { taken: Exclude<SlotOutcome, "full">; run: RunRecord; overrode: boolean };

export interface ReserveOptions {
  /** Leaves out of the facts what is not to be relied on. */
  seen?: (facts: Facts, at: number) => Facts;
  /** A person asks for it now, so that their word to pass the caps once counts. */
  by_hand?: boolean;
}

/**
 * Decides on work that holds nothing yet, and takes what it needs: an override of the caps, a place
 * in the window, then a slot.
 */
export interface Reservation {
  /** `runAt` gives the run as it would be admitted at a moment, milliseconds since 1970. */
  reserve(runAt: (at: number) => RunRecord, options?: ReserveOptions): Promise<Reserved>;
  /** Whether nothing that was last seen stands in the way; takes nothing. */
  isFree(run: RunRecord): Promise<boolean>;
  giveBack(run: RunRecord): Promise<void>;
}

export function createReservation(
  deps: AdmissionDependencies,
  lifecycle: Pick<Lifecycle, "release">,
  overrides: Pick<Overrides, "take">,
): Reservation {
  const { counters, policy, selecting } = deps;
  const giveBack = (run: RunRecord) => lifecycle.release(run, true);

  async function takePlace(run: RunRecord, at: number): Promise<boolean> {
    if (run.kind === "session") return true;
    const place = { user_id: run.user_id, run_id: run.id, taken_at: at };
    return (await counters.takePlace(place, runAllowanceOf(policy()))).taken;
  }

  /** Tasks wait for a slot of their project; sessions are refused by their limit. */
  function takeItsSlot(run: RunRecord, at: number): Promise<SlotOutcome> {
    const [max, wait] =
      run.kind === "task"
        ? [maxConcurrencyOf(policy(), run.project_id ?? ""), true]
        : [planOf(policy(), run.user_id).max_sessions, false];
    const claim = { run_id: run.id, at, expires_at: leaseEnd(deps, at) };
    return counters.changeSlots(poolOf(run), (slots) => {
      const { slots: after, outcome } = takeSlot(slots, claim, max, wait);
      return { slots: after, answer: outcome };
    });
  }

  return {
    giveBack,
    async isFree(run) {
      const now = deps.now();
      return decide(await gatherFacts(deps, { ...run, kind: workOf(run) }, now), now).allowed;
    },
    /**
     * Decides and takes at the same moment; a lost race decides anew at a later one. A place asked for
     * at an earlier moment could be refused for ever, while the decision sees one that is free by now.
     */
    async reserve(runAt, { seen = (facts: Facts) => facts, by_hand = false } = {}) {
      let overrode = false;
      for (;;) {
        const now = deps.now();
        const run = runAt(now);
        const question = { ...run, kind: workOf(run), by_hand };
        const facts = seen(await gatherFacts(deps, question, now), now);
        const decision = decide(facts, now);
        await selectFor(selecting, facts, decision, now);
        if (!decision.allowed) {
          if (overrode) await giveBack(run);
          return { decision, taken: null };
        }
        try {
          const override = await overrides.take(run, facts, now);
          if (override === "lost") continue;
          overrode ||= override === "taken";
          if (!(await takePlace(run, now))) continue;
          const taken = await takeItsSlot(run, now);
          if (taken !== "full") return { taken, run, overrode };
        } catch (error) {
          await giveBack(run);
          throw error;
        }
      }
    },
  };
}

const workOf = ({ kind }: RunRecord): WorkKind => (kind === "task" ? "run" : "session");

/** What starts a run that has its slot, from when it was admitted. */
export function startOf(
  deps: Pick<AdmissionDependencies, "policy">,
  { execution, admitted_at }: RunRecord,
): Pick<RunRecord, "status" | "started_at" | "lease_expires_at"> {
  const external = execution === "external";
  return {
    status: "running",
    started_at: admitted_at,
    lease_expires_at: external ? toInstant(leaseEnd(deps, fromInstant(admitted_at))) : null,
  };
}
