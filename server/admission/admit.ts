import type { Decision } from "../../src/contract/decision.ts";
import { fromInstant, toInstant } from "../../src/contract/instant.ts";
import type { Run } from "../../src/contract/runs.ts";
import { decide } from "../../src/domain/decide.ts";
import { type SlotOutcome, takeSlot } from "../../src/domain/slots.ts";
import type { Idempotency, RunRecord } from "../engines/records.ts";
import { LaunchError } from "../launcher/launcher.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import { findProject } from "./findProject.ts";
import { gatherFacts } from "./gatherFacts.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { isByHand, type Overrides } from "./overrides.ts";
import { maxConcurrencyOf, planOf, runAllowanceOf } from "./policy.ts";
import type { Principal } from "./principal.ts";
import type { Promotion } from "./promotion.ts";
import { RequestFault } from "./requestFault.ts";
import { selectFor } from "./selectFor.ts";
import { leaseEnd, poolOf } from "./slots.ts";
import { tellRefusal } from "./tellRefusal.ts";

/** What is asked to start. */
export type Work = Pick<
  Run,
  "kind" | "project_id" | "source" | "execution" | "name" | "message" | "provider" | "model"
>;

export interface AdmitRequest {
  principal: Principal;
  work: Work;
  /** The caller's `Idempotency-Key`. */
  idempotencyKey: string | null;
}

export type Admitted =
  | { outcome: "admitted"; run: RunRecord; replayed: boolean }
  | { outcome: "refused"; decision: Decision };

type Reserved =
  | { decision: Decision; taken: null }
  | { taken: Exclude<SlotOutcome, "full">; run: RunRecord; overrode: boolean };

/**
 * The door: all work enters here, whoever asks. Decides and reserves in one go (an override of the
 * caps, place in the window, then slot); what fails later gives back what was taken, in reverse. A task that finds no slot free
 * is admitted to the queue.
 *
 * @throws {RequestFault} unknown project, a reused key, a process that does not start
 * @throws {EngineUnavailableError}
 */
export function createAdmit(
  deps: AdmissionDependencies,
  lifecycle: Lifecycle,
  promotion: Promotion,
  overrides: Overrides,
) {
  const { records, counters, policy, selecting, activity, log } = deps;
  const underWay = new Map<string, Promise<Admitted>>();

  /** Starts with the same key wait for each other, so that the second finds the first. */
  return async function admit(asked: AdmitRequest): Promise<Admitted> {
    if (asked.idempotencyKey === null) return admitOnce(asked, null);
    const { principal, work, idempotencyKey: key } = asked;
    const digest = await digestOf(work);
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
    { principal, work }: AdmitRequest,
    idempotency: Idempotency | null,
  ): Promise<Admitted> {
    const replay = idempotency && (await replayOf(principal, idempotency));
    if (replay) return replay;
    if (work.project_id !== null) await findProject(records, work.project_id);

    const reserved = await reserve(principal, work);
    if (reserved.taken === null) {
      const { decision } = reserved;
      log.info({ user: principal.id, reason: decision.refusal?.reason }, "refused");
      const what = work.kind === "session" ? "session" : "run";
      if (decision.refusal) {
        await tellRefusal(activity, principal.id, what, decision.refusal, deps.now());
      }
      return { outcome: "refused", decision };
    }
    const { run, taken, overrode } = reserved;
    const admitted = taken === "taken" ? started(run) : run;
    const holds_place = run.kind === "task";
    try {
      if (!(await records.addRun({ run: admitted, idempotency, holds_place }))) {
        await giveBack(run);
        const earlier = idempotency && (await replayOf(principal, idempotency));
        if (earlier) return earlier;
        if (work.project_id !== null) await findProject(records, work.project_id);
        throw new RequestFault("conflict", "The project was removed meanwhile.");
      }
    } catch (error) {
      if (!(error instanceof RequestFault)) await giveBack(run);
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

  /**
   * Decides and takes at the same moment; a lost race decides anew at a later one. A place asked for
   * at an earlier moment could be refused for ever, while the decision sees one that is free by now.
   */
  async function reserve(principal: Principal, work: Work): Promise<Reserved> {
    const id = deps.newId();
    let overrode = false;
    for (;;) {
      const now = deps.now();
      const run = newRun(id, principal, work, now);
      const kind = run.kind === "task" ? "run" : "session";
      const facts = await gatherFacts(deps, { ...run, kind, by_hand: isByHand(run.source) }, now);
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
  }

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

  async function giveBack(run: RunRecord): Promise<void> {
    await lifecycle.release(run, true);
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
    if (earlier.digest !== digest) {
      throw new RequestFault("invalid_request", "This Idempotency-Key started something else.", [
        { field: "Idempotency-Key", message: "was used before with a different request" },
      ]);
    }
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
      compute_seconds: 0,
      stops_at: null,
    };
  }

  function started(run: RunRecord): RunRecord {
    const external = run.execution === "external";
    const at = fromInstant(run.admitted_at);
    return {
      ...run,
      status: "running",
      started_at: run.admitted_at,
      lease_expires_at: external ? toInstant(leaseEnd(deps, at)) : null,
    };
  }
}

async function digestOf(work: Work): Promise<string> {
  const members = Object.entries(work).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const bytes = new TextEncoder().encode(JSON.stringify(members));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
