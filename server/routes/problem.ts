import type { Decision } from "../../src/contract/decision.ts";
import { fromInstant } from "../../src/contract/instant.ts";
import {
  type Fault,
  type FaultProblem,
  PROBLEM_JSON,
  type RefusalProblem,
  statusOfFault,
} from "../../src/contract/problem.ts";
import { errorOfReason, type Refusal } from "../../src/contract/refusal.ts";
import { limitsUnavailable } from "../../src/domain/decide.ts";
import { explain, retryAt } from "../../src/domain/explain.ts";
import type { AdmissionDependencies } from "../admission/dependencies.ts";
import { RequestFault } from "../admission/requestFault.ts";
import { EngineUnavailableError } from "../engines/engineUnavailable.ts";
import { Refused } from "./refused.ts";

const titles: Record<Fault, string> = {
  invalid_request: "The request is not valid",
  bad_json: "The body is not JSON",
  unauthenticated: "Sign in first",
  forbidden: "Not allowed",
  not_found: "Not found",
  method_not_allowed: "Method not allowed",
  conflict: "Not possible in this state",
  payload_too_large: "The body is too large",
  internal_error: "Something went wrong in the server",
  launch_failed: "The agent could not be started",
};

const typeOf = (error: string) => `urn:leeway:error:${error}`;

function faultOf(
  fault: Fault,
  detail: string,
  correlation_id: string,
  fields: RequestFault["fields"] = [],
): FaultProblem {
  return {
    type: typeOf(fault),
    title: titles[fault],
    status: statusOfFault[fault],
    detail,
    correlation_id,
    error: fault,
    ...(fields.length > 0 ? { fields: [...fields] } : {}),
  };
}

function refusalOf(
  { refusal, reasons, advice, retry_at }: Decision & { refusal: Refusal },
  correlation_id: string,
  now: number,
): RefusalProblem {
  const { status, title, sentence, until, until_label } = explain(refusal, now);
  const error = errorOfReason[refusal.reason];
  return {
    ...refusal,
    type: typeOf(error),
    title,
    status,
    detail: until === null ? sentence : `${sentence} ${until_label} at ${until}.`,
    correlation_id,
    error,
    reasons,
    advice,
    retry_at,
  };
}

/** What a caller is told of an error, and the log with it: a caller learns nothing of the inside. */
export function problemOf(
  error: unknown,
  correlationId: string,
  { now, log }: Pick<AdmissionDependencies, "now" | "log">,
): FaultProblem | RefusalProblem {
  if (error instanceof RequestFault) {
    return faultOf(error.fault, error.message, correlationId, error.fields);
  }
  if (error instanceof Refused && error.decision.refusal) {
    return refusalOf({ ...error.decision, refusal: error.decision.refusal }, correlationId, now());
  }
  if (error instanceof EngineUnavailableError) {
    log.error({ err: error, correlationId }, "engine unavailable");
    const refusal = limitsUnavailable(error.engine);
    const reasons = [refusal];
    const retry_at = retryAt(reasons, now());
    return refusalOf(
      { allowed: false, refusal, reasons, advice: [], retry_at },
      correlationId,
      now(),
    );
  }
  log.error({ err: error, correlationId }, "request failed");
  return faultOf("internal_error", "The server's log has more, under this id.", correlationId);
}

/** A problem as problem+json, with the seconds that a refusal asks to wait. */
export function problemResponse(problem: FaultProblem | RefusalProblem, now: number): Response {
  const response = new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { "Content-Type": PROBLEM_JSON },
  });
  const until = "retry_at" in problem ? problem.retry_at : null;
  if (until !== null) {
    const wait = Math.ceil((fromInstant(until) - now) / 1000);
    response.headers.set("Retry-After", String(Math.max(1, wait)));
  }
  return response;
}

/** A fault as problem+json (RFC 9457). */
export const faultProblem = (...fault: Parameters<typeof faultOf>): Response =>
  problemResponse(faultOf(...fault), 0);

/** The binding refusal as problem+json, its own members flat beside the standard ones. */
export const refusalProblem = (...[decision, id, now]: Parameters<typeof refusalOf>): Response =>
  problemResponse(refusalOf(decision, id, now), now);
