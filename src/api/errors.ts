import type { FaultProblem, RefusalProblem } from "../contract/problem.ts";

/** Anything that kept a call from its answer. The id is the request's, also where no answer came. */
export abstract class ApiError extends Error {
  abstract readonly kind: "refusal" | "fault" | "offline" | "timeout" | "malformed";
  readonly correlationId: string;

  constructor(message: string, correlationId: string, cause?: unknown) {
    super(message, { cause });
    this.name = new.target.name;
    this.correlationId = correlationId;
  }
}

/** A limit stands in the way. */
export class RefusalError extends ApiError {
  readonly kind = "refusal";
  readonly problem: RefusalProblem;

  constructor(problem: RefusalProblem, correlationId: string) {
    super(problem.detail, correlationId);
    this.problem = problem;
  }
}

/** The request, the caller or the server is at fault; `problem.fields` names what was wrong. */
export class FaultError extends ApiError {
  readonly kind = "fault";
  readonly problem: FaultProblem;

  constructor(problem: FaultProblem, correlationId: string) {
    super(problem.detail, correlationId);
    this.problem = problem;
  }
}

/** No answer came: no network, no server, or the connection broke. */
export class OfflineError extends ApiError {
  readonly kind = "offline";
}

/** No answer came in time. */
export class TimeoutError extends ApiError {
  readonly kind = "timeout";
}

/** An answer came that is not in the contract: a proxy's HTML page, truncated JSON, another shape. */
export class MalformedAnswerError extends ApiError {
  readonly kind = "malformed";
  readonly status: number;

  constructor(message: string, status: number, correlationId: string, cause?: unknown) {
    super(message, correlationId, cause);
    this.status = status;
  }
}
