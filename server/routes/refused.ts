import type { Decision } from "../../src/contract/decision.ts";

/** A limit stands in the way; the answer is the decision's binding refusal. */
export class Refused extends Error {
  readonly decision: Decision;

  constructor(decision: Decision) {
    super(decision.refusal?.reason ?? "refused");
    this.name = "Refused";
    this.decision = decision;
  }
}
