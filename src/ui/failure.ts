import type { Refusal } from "../contract/refusal.ts";
import { explain } from "../domain/explain.ts";

/** Why something could not be had, in the shape that every API error has. */
export interface Failure {
  kind: "refusal" | "fault" | "offline" | "timeout" | "malformed";
  message: string;
  correlationId: string;
}

/** Anything thrown, as a failure: what is not an API error is a fault of the page itself. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Error && "kind" in error && "correlationId" in error) {
    const failure = error as Error & Failure & { problem?: Refusal };
    if (failure.kind !== "refusal" || !failure.problem) return failure;
    // Its `detail` is for programs: it has the moment as an instant. A person gets the sentence.
    const { sentence } = explain(failure.problem, 0);
    return { kind: failure.kind, message: sentence, correlationId: failure.correlationId };
  }
  return { kind: "fault", message: "Something went wrong in this page.", correlationId: "" };
}

/** What to do about it, in one sentence. */
export const nextStep: Record<Failure["kind"], string> = {
  refusal: "Try again in a moment.",
  fault: "Try again. If it stays, the server's log has more under this id.",
  offline: "Check that the server runs and the network is up.",
  timeout: "The server may be busy. Try again.",
  malformed:
    "Something between this page and the server answers in its place, or their versions differ.",
};
