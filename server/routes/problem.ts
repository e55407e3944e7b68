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
import { explain } from "../../src/domain/explain.ts";
import type { RequestFault } from "../admission/requestFault.ts";

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

/** A fault as problem+json (RFC 9457). */
export function faultProblem(
  fault: Fault,
  detail: string,
  correlationId: string,
  fields: RequestFault["fields"] = [],
): Response {
  const problem: FaultProblem = {
    type: typeOf(fault),
    title: titles[fault],
    status: statusOfFault[fault],
    detail,
    correlation_id: correlationId,
    error: fault,
    ...(fields.length > 0 ? { fields: [...fields] } : {}),
  };
  return answer(problem, {});
}

/** The binding refusal as problem+json, its own members flat beside the standard ones. */
export function refusalProblem(
  decision: Decision & { refusal: Refusal },
  correlationId: string,
  now: number,
): Response {
  const { refusal, reasons, advice, retry_at } = decision;
  const { status, title, sentence, until, until_label } = explain(refusal, now);
  const error = errorOfReason[refusal.reason];
  const problem: RefusalProblem = {
    ...refusal,
    type: typeOf(error),
    title,
    status,
    detail: until === null ? sentence : `${sentence} ${until_label} at ${until}.`,
    correlation_id: correlationId,
    error,
    reasons,
    advice,
    retry_at,
  };
  const wait = retry_at === null ? null : Math.ceil((fromInstant(retry_at) - now) / 1000);
  return answer(problem, wait === null ? {} : { "Retry-After": String(Math.max(1, wait)) });
}

const answer = (problem: FaultProblem | RefusalProblem, headers: Record<string, string>) =>
  new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { "Content-Type": PROBLEM_JSON, ...headers },
  });
