import type { Decision } from "../../src/contract/decision.ts";
import { fromInstant, toInstant } from "../../src/contract/instant.ts";
import { EngineUnavailableError } from "../engines/engineUnavailable.ts";
import type { RunPatch, RunRecord } from "../engines/records.ts";
import { LaunchError } from "../launcher/launcher.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import { createFreshLook } from "./freshLook.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { createPace } from "./pace.ts";
import type { Principal } from "./principal.ts";
import type { Promotion } from "./promotion.ts";
import { type Reservation, startOf } from "./reserve.ts";

export interface ParkedFilter {
  project_id?: string | undefined;
  schedule_id?: string | undefined;
}

/** Runs that wait for a limit to lift. */
export interface Parking {
  /** Starts what may start by now, and gives up what has waited too long; call it every second. */
  tick(): Promise<void>;
  /** Members cancel their own, operators everyone's. Gives how many. */
  cancel(principal: Principal, filter: ParkedFilter): Promise<number>;
}

/** What may have lifted sooner than was thought is looked at no more often than this. */
const EARLY_MS = 5000;
/** Runs that wait for the same reset do not all start with it. */
const JITTER_MS = 30_000;

export function createParking(
  deps: AdmissionDependencies,
  lifecycle: Lifecycle,
  { promotion, reservation }: { promotion: Promotion; reservation: Reservation },
): Parking {
  const { records, counters, policy, log } = deps;
  const freshLook = createFreshLook(deps);
  const pace = createPace(records);
  /** How long each run waits beyond its moment, milliseconds. */
  const jitters = new Map<string, number>();
  let ticking = false;
  /** Something has changed since the last look that may let a run start sooner. */
  let changed = true;
  let lookedAt = Number.NEGATIVE_INFINITY;
  counters.subscribe(({ keys }) => {
    changed ||= keys.includes("/decision");
  });

  function jitterOf({ id }: RunRecord): number {
    const jitter = jitters.get(id) ?? deps.random() * JITTER_MS;
    jitters.set(id, jitter);
    return jitter;
  }

  async function tick(): Promise<void> {
    const at = deps.now();
    const parked = await records.parkedRuns();
    for (const id of jitters.keys()) if (!parked.some((run) => run.id === id)) jitters.delete(id);
    const isOver = ({ parked_until }: RunRecord) =>
      parked_until !== null && fromInstant(parked_until) <= at;
    for (const { id } of parked.filter(isOver)) await lifecycle.unpark(id, "parked_too_long");
    const waiting = parked.filter((run) => !isOver(run));
    const early = changed && Math.abs(at - lookedAt) >= EARLY_MS;
    if (early) {
      changed = false;
      lookedAt = at;
    }
    if (waiting.length === 0) return;
    await pace.recover(at);
    for (const alike of groupsOf(waiting)) await resumeAll(alike, at, early);
  }

  /** The first parked starts first, and no other before it: they all wait for the same. */
  async function resumeAll(alike: RunRecord[], at: number, early: boolean): Promise<void> {
    const moments = alike.flatMap(({ resumes_at }) => resumes_at ?? []).map(fromInstant);
    const soonest = Math.min(...moments);
    for (const [index, run] of alike.entries()) {
      if (lifecycle.isShuttingDown()) return;
      const isDue = soonest <= at;
      if (isDue ? at < soonest + jitterOf(run) : !early) return;
      if (!pace.isFree(run.user_id, at, policy().parking.max_resumes_per_minute)) return;
      if (!freshLook.isConfirmed(run, at, isDue)) {
        // Before its moment a look is worth it only where it may start, as once a cap was raised.
        if (!isDue && (await reservation.isFree(run))) freshLook.isConfirmed(run, at, true);
        return;
      }
      const decision = await resume(run);
      if (decision) return parkOn(alike.slice(index), decision, isDue);
    }
  }

  /** Null if it waits no more; else why it waits on. */
  async function resume(run: RunRecord): Promise<Decision | null> {
    const reserved = await reservation.reserve((at) => ({ ...run, admitted_at: toInstant(at) }), {
      seen: freshLook.seenSince(run),
    });
    if (reserved.taken === null) return reserved.decision;
    const { run: admitted, taken } = reserved;
    const patch: RunPatch = {
      ...(taken === "taken" ? startOf(deps, admitted) : { status: "queued" }),
      admitted_at: admitted.admitted_at,
      refusal: null,
      reasons: [],
      parked_until: null,
      resumes_at: null,
      holds_place: true,
    };
    const resumed = await records.changeRun(run.id, ["parked"], patch).catch(async (error) => {
      await reservation.giveBack(admitted);
      throw error;
    });
    if (!resumed) {
      await giveBackUnused(admitted);
      return null;
    }
    pace.count(run.user_id, fromInstant(admitted.admitted_at));
    log.info({ user: run.user_id, run: run.id, taken }, "parked run resumed");
    if (taken === "taken") await begin(resumed);
    else {
      await lifecycle.tell(resumed, "/quota/runs");
      await promotion.promote(run.project_id ?? "");
    }
    return null;
  }

  async function begin(run: RunRecord): Promise<void> {
    try {
      await lifecycle.begin(run);
    } catch (error) {
      if (!(error instanceof LaunchError)) throw error;
      log.warn({ err: error, run: run.id }, "parked run did not start");
    }
  }

  /** Another has ended it meanwhile, or has started it, and then it holds by right what it holds. */
  async function giveBackUnused(run: RunRecord): Promise<void> {
    const found = await records.findRun(run.id);
    if (found === null || found.finished_at !== null) await reservation.giveBack(run);
  }

  /**
   * Refused again: what waits for the same is told the same. Looked at before its moment it is told
   * only what is news: a moment that moves with the clock would never come.
   */
  async function parkOn(
    alike: readonly RunRecord[],
    decision: Decision,
    isDue: boolean,
  ): Promise<void> {
    const { refusal, reasons, retry_at: resumes_at } = decision;
    const unknown = reasons.find(({ reason }) => reason === "limits_unavailable");
    if (unknown && "engine" in unknown) throw new EngineUnavailableError(unknown.engine);
    for (const run of alike) {
      const isSooner = resumes_at !== null && (run.resumes_at ?? resumes_at) > resumes_at;
      const isNews = isDue || isSooner || !sameReasons(run, reasons);
      if (!isNews) continue;
      const parked = await records.changeRun(run.id, ["parked"], { refusal, reasons, resumes_at });
      jitters.delete(run.id);
      if (parked) await lifecycle.tell(parked);
    }
  }

  return {
    async tick() {
      if (ticking || lifecycle.isShuttingDown()) return;
      ticking = true;
      try {
        await tick();
      } catch (error) {
        log.error({ err: error }, "parked runs were not looked at");
      } finally {
        ticking = false;
      }
    },
    async cancel(principal, { project_id, schedule_id }) {
      const mine = (await records.parkedRuns())
        .filter(({ user_id }) => principal.role === "operator" || user_id === principal.id)
        .filter((run) => project_id === undefined || run.project_id === project_id)
        .filter((run) => schedule_id === undefined || run.schedule_id === schedule_id);
      let cancelled = 0;
      for (const { id } of mine) if (await lifecycle.unpark(id, "cancelled")) cancelled++;
      return cancelled;
    },
  };
}

/** Runs that one decision is the same for, in the order in which they were parked. */
function groupsOf(parked: readonly RunRecord[]): RunRecord[][] {
  const groups = new Map<string, RunRecord[]>();
  for (const run of parked) {
    const { user_id, execution, provider, model, allow_overage } = run;
    const key = JSON.stringify([user_id, execution, provider, model, allow_overage]);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()];
}

const sameReasons = (run: RunRecord, reasons: RunRecord["reasons"]): boolean =>
  run.reasons.length === reasons.length &&
  run.reasons.every(({ reason }, index) => reason === reasons[index]?.reason);
