import { toInstant } from "../../src/contract/instant.ts";
import type { ThresholdFact } from "../../src/domain/thresholds.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import type { Question } from "./gatherFacts.ts";

type Asking = Pick<
  Question,
  "user_id" | "model" | "id" | "by_hand" | "parked_at" | "allow_overage"
>;

/** A run that was parked costs no money that nobody has allowed. */
export const isWithinPlan = ({
  parked_at = null,
  allow_overage = false,
}: Pick<Question, "parked_at" | "allow_overage">): boolean => parked_at !== null && !allow_overage;

/** True unless the work goes to another vendor's agent: whose agent it is may be unknown. */
export function meetsThresholds(
  { launcher }: Pick<AdmissionDependencies, "launcher">,
  { kind, execution, provider }: Pick<Question, "kind" | "execution" | "provider">,
): boolean {
  const agents =
    execution === "external" ? null : launcher.providerOf(kind === "run" ? "task" : "session");
  const named = provider ?? agents;
  return named === null || named === "claude";
}

/**
 * The person's caps, and the Claude accounts that their work may use. It passes once where its run
 * has taken that already, or where it is asked for by hand and nobody has.
 *
 * @throws {EngineUnavailableError} the caps are in our own records
 */
export async function readThresholdFact(
  { records, selecting }: Pick<AdmissionDependencies, "records" | "selecting">,
  asking: Asking,
  now: number,
): Promise<ThresholdFact> {
  const { user_id, model, id, by_hand = false } = asking;
  const thresholds = await records.readThresholds(user_id);
  const known = selecting.factOf({ provider: "claude", user_id, model, scopes: null });
  const fact = {
    thresholds,
    model,
    poll_seconds: known?.poll_seconds ?? 0,
    accounts: (known?.candidates ?? []).map(({ snapshot }) => snapshot),
    within_plan: isWithinPlan(asking),
  };
  if (thresholds.session_pct === null && thresholds.week_pct === null) return fact;
  const overridden =
    (id !== undefined && (await records.hasOverride(id))) ||
    (by_hand && (await records.openOverride(user_id, toInstant(now))) !== null);
  return { ...fact, overridden };
}
