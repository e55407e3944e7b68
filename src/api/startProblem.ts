import type { UseMutationResult, UseQueryResult } from "@tanstack/react-query";
import type { Decision } from "../contract/decision.ts";
import type { Refusal } from "../contract/refusal.ts";
import type { Answer } from "./client.ts";
import { FaultError, RefusalError } from "./errors.ts";
import { faultsAtFields } from "./faultsAtFields.ts";

/** What stands in the way of a start, or has failed it, by where a form says it. */
export interface StartProblem {
  /** All that stands in the way, the headline first. */
  reasons: readonly Refusal[];
  correlationId: string;
  /** The refusal answers an attempt, and so must be heard. */
  urgent: boolean;
  /** What is wrong with which field. */
  faults: Readonly<Record<string, string>>;
  /** What has failed an attempt and is said at no field. */
  failure: Error | null;
}

/**
 * `reasons` stand in the way as far as is known, and `labels` are the form's fields. The refusal of an
 * attempt stands until the question has been answered anew.
 */
export function startProblem(
  { error, submittedAt }: Pick<UseMutationResult, "error" | "submittedAt">,
  decision: Pick<UseQueryResult<Answer<Decision>>, "data" | "dataUpdatedAt">,
  reasons: readonly Refusal[],
  labels: Readonly<Record<string, string>> = {},
): StartProblem {
  const known = reasons.length > 0;
  const lost =
    error instanceof RefusalError && decision.dataUpdatedAt <= submittedAt ? error : null;
  const faults = faultsAtFields(error, labels);
  const saidAtFields =
    faults !== null && error instanceof FaultError && error.problem.error === "invalid_request";
  return {
    reasons: known ? reasons : (lost?.problem.reasons ?? []),
    correlationId: (known ? decision.data?.correlation_id : lost?.correlationId) ?? "",
    urgent: error instanceof RefusalError,
    faults: faults ?? {},
    failure: error instanceof RefusalError || saidAtFields ? null : error,
  };
}
