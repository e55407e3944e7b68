import type { Decision } from "../../src/contract/decision.ts";
import { toInstant } from "../../src/contract/instant.ts";
import type { OnRefusal, Run } from "../../src/contract/runs.ts";
import { canWait } from "../../src/domain/parking.ts";
import type { Idempotency } from "../engines/idempotency.ts";
import type { RunRecord } from "../engines/records.ts";
import { LaunchError } from "../launcher/launcher.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import { findProject } from "./findProject.ts";
import { digestOf, reusedKey } from "./idempotency.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { isByHand, type Overrides } from "./overrides.ts";
import type { Principal } from "./principal.ts";
import type { Promotion } from "./promotion.ts";
import { RequestFault } from "./requestFault.ts";
import { type Reservation, startOf } from "./reserve.ts";
import { tellRefusal } from "./tellRefusal.ts";

/** What is asked to start. */
export type Work = Pick<
  Run,
  "kind" | "project_id" | "source" | "execution" | "name" | "message" | "provider" | "model"
> &
  Partial<Pick<Run, "allow_overage" | "schedule_id">>;

export interface AdmitRequest {
  principal: Principal;
  work: Work;
  /** The caller's `Idempotency-Key`. */
  idempotencyKey: string | null;
  /** Tasks may wait, parked, for what stands in the way, if waiting lifts it; refused, if left out. */
  onRefusal?: OnRefusal;
  /** Nobody waits for the answer: what is refused is written down as a skipped run. */
  recordsRefusal?: boolean;
}

export type Admitted =
  | { outcome: "admitted"; run: RunRecord; replayed: boolean }
  /** `run` is the skipped one, where it is written down. */
  | { outcome: "refused"; decision: Decision; run: RunRecord | null };

/** What the door works with. */
interface Behind {
  promotion: Promotion;
  reservation: Reservation;
  overrides: Overrides;
}

/**
 * The door: all work enters here, whoever asks. Decides and reserves in one go (an override of the
 * caps, place in the window, then slot); what fails later gives back what was taken, in reverse. A task that finds no slot free
 * is admitted to the queue; one that is refused may be parked.
 *
 * @throws {RequestFault} unknown project, a reused key, a process that does not start
 * @throws {EngineUnavailableError}
 */
export function createAdmit(
  deps: AdmissionDependencies,
  lifecycle: Lifecycle,
  { promotion, reservation, overrides }: Behind,
) {
  const { records, policy, activity, log } = deps;
  const underWay = new Map<string, Promise<Admitted>>();

  /** Starts with the same key wait for each other, so that the second finds the first. */
  return async function admit(asked: AdmitRequest): Promise<Admitted> {
    if (asked.idempotencyKey === null) return admitOnce(asked, null);
    const { principal, idempotencyKey: key } = asked;
    const { work, onRefusal } = asked;
    const digest = await digestOf(onRefusal === "park" ? { ...work, on_refusal: onRefusal } : work);
    const lane = `${principal.id}\n${key}`;
    const before = underWay.get(lane)?.catch(() => {}) ?? Promise.resolve();
    const mine = before.then(() => admitOnce(asked, { key, digest }));
    underWay.set(lane, mine);
    try {
      return await mine;
    } finally {
      if (underWay.get(lane) === mine) underWay.delete(lane);
    }
  };

  async function admitOnce(
    asked: AdmitRequest,
    idempotency: Idempotency | null,
  ): Promise<Admitted> {
    const { principal, work } = asked;
    const replay = idempotency && (await replayOf(principal, idempotency));
    if (replay) return replay;
    if (work.project_id !== null) await findProject(records, work.project_id);

    const id = deps.newId();
    const reserved = await reservation.reserve((at) => newRun(id, principal, work, at), {
      by_hand: isByHand(work.source),
    });
    if (reserved.taken === null) return turnAway(asked, idempotency, id, reserved.decision);
    const { run, taken, overrode } = reserved;
    const admitted = taken === "taken" ? { ...run, ...startOf(deps, run) } : run;
    const holds_place = run.kind === "task";
    try {
      if (!(await records.addRun({ run: admitted, idempotency, holds_place }))) {
        await reservation.giveBack(run);
        const earlier = idempotency && (await replayOf(principal, idempotency));
        if (earlier) return earlier;
        if (work.project_id !== null) await findProject(records, work.project_id);
        throw new RequestFault("conflict", "The project was removed meanwhile.");
      }
    } catch (error) {
      if (!(error instanceof RequestFault)) await reservation.giveBack(run);
      throw error;
    }
    if (taken === "taken") await begin(admitted);
    else await join(run);
    if (overrode) await overrides.tellTaken(run);
    return {
      outcome: "admitted",
      run: (await records.findRun(run.id)) ?? admitted,
      replayed: false,
    };
  }

  /** Parks what may wait, and otherwise says no. */
  async function turnAway(
    asked: AdmitRequest,
    idempotency: Idempotency | null,
    id: string,
    decision: Decision,
  ): Promise<Admitted> {
    const { principal, work } = asked;
    const now = deps.now();
    const run = { ...newRun(id, principal, work, now), refusal: decision.refusal };
    if (asked.onRefusal === "park" && work.kind === "task" && canWait(decision.reasons)) {
      const parked = parkedFor(run, decision, now);
      const { max_per_user: parked_max } = policy().parking;
      if (await records.addRun({ run: parked, idempotency, holds_place: false, parked_max })) {
        log.info({ user: principal.id, run: id, reason: decision.refusal?.reason }, "parked");
        await lifecycle.tell(parked);
        return { outcome: "admitted", run: parked, replayed: false };
      }
      const earlier = idempotency && (await replayOf(principal, idempotency));
      if (earlier) return earlier;
    }
    log.info({ user: principal.id, reason: decision.refusal?.reason }, "refused");
    const what = work.kind === "session" ? "session" : "run";
    if (decision.refusal) await tellRefusal(activity, principal.id, what, decision.refusal, now);
    if (!asked.recordsRefusal) return { outcome: "refused", decision, run: null };
    const skipped = {
      ...run,
      status: "skipped_quota",
      end_reason: "refused",
      finished_at: toInstant(now),
    } as const;
    // Without the key: the same start may be asked for again, and be let in.
    const kept = await records.addRun({ run: skipped, idempotency: null, holds_place: false });
    if (kept) await lifecycle.tell(skipped);
    return { outcome: "refused", decision, run: kept ? skipped : null };
  }

  function parkedFor(run: RunRecord, { reasons, retry_at }: Decision, now: number): RunRecord {
    return {
      ...run,
      status: "parked",
      reasons,
      parked_at: toInstant(now),
      parked_until: toInstant(now + policy().parking.max_hours * 3_600_000),
      resumes_at: retry_at,
    };
  }

  async function begin(run: RunRecord): Promise<void> {
    try {
      await lifecycle.begin(run);
    } catch (error) {
      if (!(error instanceof LaunchError)) throw error;
      throw new RequestFault("launch_failed", error.message);
    }
    log.info({ user: run.user_id, run: run.id, kind: run.kind }, "started");
  }

  /** Written down among those who wait. A slot may have come to it, or be free, by now. */
  async function join(run: RunRecord): Promise<void> {
    log.info({ user: run.user_id, run: run.id, project: run.project_id }, "queued");
    await lifecycle.tell(run, "/quota/runs");
    await promotion.promote(run.project_id ?? "");
  }

  async function replayOf(
    principal: Principal,
    { key, digest }: Idempotency,
  ): Promise<Admitted | null> {
    const earlier = await records.findStart(principal.id, key);
    if (!earlier) return null;
    if (earlier.digest !== digest) throw reusedKey();
    if (earlier.run.end_reason === "launch_failed") {
      throw new RequestFault("launch_failed", earlier.run.summary ?? "The agent did not start.");
    }
    return { outcome: "admitted", run: earlier.run, replayed: true };
  }

  function newRun(id: string, principal: Principal, work: Work, admittedAt: number): RunRecord {
    return {
      ...work,
      id,
      user_id: principal.id,
      agent: work.execution === "external" ? "external" : deps.launcher.agentOf(work.kind),
      status: "queued",
      admitted_at: toInstant(admittedAt),
      started_at: null,
      finished_at: null,
      lease_expires_at: null,
      end_reason: null,
      exit_code: null,
      summary: null,
      refusal: null,
      reasons: [],
      parked_at: null,
      parked_until: null,
      resumes_at: null,
      allow_overage: work.allow_overage ?? false,
      schedule_id: work.schedule_id ?? null,
      compute_seconds: 0,
      stops_at: null,
    };
  }
}
