import type { WorkKind } from "../../src/contract/decision.ts";
import type { Asked, Facts } from "../../src/domain/decide.ts";
import { EngineUnavailableError } from "../engines/engineUnavailable.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import { runAllowanceOf } from "./policy.ts";
import type { Principal } from "./principal.ts";

export interface Question {
  kind: WorkKind;
  principal: Principal;
}

/** What stands at this moment; an engine that does not answer is a fact too. */
export async function gatherFacts(
  { counters, policy }: AdmissionDependencies,
  { kind, principal }: Question,
  now: number,
): Promise<Facts> {
  return {
    kind,
    runQuota: await asked(() => counters.readRunQuota(principal.id, runAllowanceOf(policy()), now)),
  };
}

async function asked<T>(ask: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { known: true, value: await ask() };
  } catch (error) {
    if (error instanceof EngineUnavailableError) return { known: false, engine: error.engine };
    throw error;
  }
}
