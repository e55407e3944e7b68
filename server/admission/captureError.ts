import { toInstant } from "../../src/contract/instant.ts";
import type { OnRefusal } from "../../src/contract/runs.ts";
import { createLanes } from "../accounts/lanes.ts";
import type { Captured } from "../engines/errorRecords.ts";
import type { Admitted, AdmitRequest } from "./admit.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import { findProject } from "./findProject.ts";
import type { Principal } from "./principal.ts";
import { RequestFault } from "./requestFault.ts";

export interface ErrorReport {
  project_id: string;
  fingerprint: string;
  title: string;
  message: string | null;
  provider: string | null;
  model: string | null;
  on_refusal: OnRefusal;
  allow_overage: boolean;
}

export type CaptureOutcome = Admitted | (Captured & { outcome: "deduplicated" | "suppressed" });

/** What has been asked for, and of which nobody has said more, is on its way in for so long. */
const ON_ITS_WAY_MS = 60_000;

/**
 * Asks for a run that fixes a captured error. An error comes in hundreds: each is counted, but only
 * one run at a time is for a fingerprint, and a project has only so many in a while.
 *
 * @throws {RequestFault} unknown project, a reused key, a process that does not start
 * @throws {EngineUnavailableError}
 */
export function createCaptureError(
  deps: AdmissionDependencies,
  admit: (asked: AdmitRequest) => Promise<Admitted>,
) {
  const { records, policy, log } = deps;
  const lane = createLanes(1);

  /** One after the other in a project, so that the second finds the run of the first. */
  return (principal: Principal, report: ErrorReport, idempotencyKey: string | null) =>
    lane(report.project_id, () => capture(principal, report, idempotencyKey));

  async function capture(
    principal: Principal,
    report: ErrorReport,
    idempotencyKey: string | null,
  ): Promise<CaptureOutcome> {
    const { project_id, fingerprint, title } = report;
    const now = deps.now();
    const { max, window_seconds } = policy().errors;
    const captured = await records.captureError(
      { project_id, fingerprint, title, at: toInstant(now) },
      {
        since: toInstant(now - window_seconds * 1000),
        asked_since: toInstant(now - ON_ITS_WAY_MS),
        max,
      },
    );
    if (!captured) {
      await findProject(records, project_id);
      throw new RequestFault("not_found", `There is no project ${project_id}.`);
    }
    const { outcome, ...known } = captured;
    if (outcome !== "asked") {
      if (outcome === "suppressed") log.warn({ project: project_id, fingerprint }, "error storm");
      return { outcome, ...known };
    }
    let runId: string | null = null;
    try {
      const admitted = await admit({
        principal,
        idempotencyKey,
        onRefusal: report.on_refusal,
        recordsRefusal: true,
        work: workOf(report),
      });
      runId = admitted.run?.id ?? null;
      return admitted;
    } finally {
      await records
        .settleError(report, runId)
        .catch((error: unknown) => log.error({ err: error }, "the run of an error was not noted"));
    }
  }
}

const workOf = ({
  project_id,
  title,
  message,
  provider,
  model,
  allow_overage,
}: ErrorReport): AdmitRequest["work"] => ({
  kind: "task",
  project_id,
  source: "error_capture",
  execution: "managed",
  name: null,
  message: `Fix this error: ${title}${message === null ? "" : `\n\n${message}`}`,
  provider,
  model,
  ...(allow_overage && { allow_overage }),
});
