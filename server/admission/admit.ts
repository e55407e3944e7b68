import type { Decision } from "../../src/contract/decision.ts";
import { toInstant } from "../../src/contract/instant.ts";
import type { Run, RunRequest } from "../../src/contract/runs.ts";
import { decide } from "../../src/domain/decide.ts";
import type { Idempotency } from "../engines/records.ts";
import { LaunchError } from "../launcher/launcher.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import { findProject } from "./findProject.ts";
import { gatherFacts } from "./gatherFacts.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { runAllowanceOf } from "./policy.ts";
import type { Principal } from "./principal.ts";
import { RequestFault } from "./requestFault.ts";

export interface AdmitRequest {
  principal: Principal;
  request: RunRequest;
  /** The caller's `Idempotency-Key`. */
  idempotencyKey: string | null;
}

export type Admission =
  | { outcome: "started"; run: Run; replayed: boolean }
  | { outcome: "refused"; decision: Decision };

/**
 * The door: all work enters here, whoever asks. Decides and reserves in one go; what fails later
 * gives back what was taken.
 *
 * @throws {RequestFault} unknown project, a reused key, a process that does not start
 * @throws {EngineUnavailableError}
 */
export function createAdmit(deps: AdmissionDependencies, lifecycle: Lifecycle) {
  const underWay = new Map<string, Promise<Admission>>();

  /** Starts with the same key wait for each other, so that the second finds the first. */
  return async function admit(asked: AdmitRequest): Promise<Admission> {
    if (asked.idempotencyKey === null) return admitOnce(asked, null);
    const { principal, request, idempotencyKey: key } = asked;
    const digest = await digestOf(request);
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
    { principal, request }: AdmitRequest,
    idempotency: Idempotency | null,
  ): Promise<Admission> {
    const { records, counters, log, newId } = deps;
    const replay = idempotency && (await replayOf(principal, idempotency));
    if (replay) return replay;
    await findProject(records, request.project_id);

    const runId = newId();
    const reserved = await reserve(principal, runId);
    if (!reserved.decision.allowed) {
      const { refusal } = reserved.decision;
      log.info({ user: principal.id, reason: refusal?.reason }, "run refused");
      return { outcome: "refused", decision: reserved.decision };
    }
    const run = newRun(runId, principal, request, reserved.takenAt);
    const giveBack = () => counters.giveBackPlace(principal.id, runId);
    try {
      if (!(await records.addRun({ run, idempotency }))) {
        await giveBack();
        const earlier = idempotency && (await replayOf(principal, idempotency));
        if (earlier) return earlier;
        await findProject(records, request.project_id);
        throw new RequestFault("conflict", "The project was removed meanwhile.");
      }
    } catch (error) {
      if (!(error instanceof RequestFault)) await giveBack();
      throw error;
    }
    try {
      await lifecycle.begin(run);
    } catch (error) {
      if (!(error instanceof LaunchError)) throw error;
      await giveBack();
      throw new RequestFault("launch_failed", error.message);
    }
    log.info({ user: principal.id, run: runId, project: run.project_id }, "run started");
    return { outcome: "started", run, replayed: false };
  }

  /** Decides and takes the place; a lost race decides anew. */
  async function reserve(
    principal: Principal,
    runId: string,
  ): Promise<{ decision: Decision; takenAt: number }> {
    const allowance = runAllowanceOf(deps.policy());
    for (;;) {
      const takenAt = deps.now();
      const facts = await gatherFacts(deps, { kind: "run", principal }, takenAt);
      const decision = decide(facts, takenAt);
      if (!decision.allowed) return { decision, takenAt };
      const place = { user_id: principal.id, run_id: runId, taken_at: takenAt };
      if ((await deps.counters.takePlace(place, allowance)).taken) return { decision, takenAt };
    }
  }

  async function replayOf(
    principal: Principal,
    { key, digest }: Idempotency,
  ): Promise<Admission | null> {
    const earlier = await deps.records.findStart(principal.id, key);
    if (!earlier) return null;
    if (earlier.digest !== digest) {
      throw new RequestFault("invalid_request", "This Idempotency-Key started another run.", [
        { field: "Idempotency-Key", message: "was used before with a different request" },
      ]);
    }
    if (earlier.run.end_reason === "launch_failed") {
      throw new RequestFault("launch_failed", earlier.run.summary ?? "The agent did not start.");
    }
    return { outcome: "started", run: earlier.run, replayed: true };
  }

  function newRun(id: string, principal: Principal, request: RunRequest, admittedAt: number): Run {
    const external = request.execution === "external";
    const lease = deps.policy().runs.lease_seconds;
    return {
      id,
      kind: "task",
      project_id: request.project_id,
      user_id: principal.id,
      source: request.source,
      execution: request.execution,
      agent: external ? "external" : deps.launcher.agent,
      status: "running",
      message: request.message ?? null,
      provider: request.provider ?? null,
      model: request.model ?? null,
      admitted_at: toInstant(admittedAt),
      finished_at: null,
      lease_expires_at: external ? toInstant(admittedAt + lease * 1000) : null,
      end_reason: null,
      exit_code: null,
      summary: null,
    };
  }
}

async function digestOf(request: RunRequest): Promise<string> {
  const members = Object.entries(request).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const bytes = new TextEncoder().encode(JSON.stringify(members));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
