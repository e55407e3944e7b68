import type { Decision } from "../../src/contract/decision.ts";
import type { Facts } from "../../src/domain/decide.ts";
import type { AdmissionDependencies } from "./dependencies.ts";

/**
 * Work that starts goes to an account; of work that does not because all are out, it is told which
 * ones were skipped. `at` is the moment of the decision.
 */
export async function selectFor(
  selecting: AdmissionDependencies["selecting"],
  { accounts }: Facts,
  { allowed, reasons }: Decision,
  at: number,
): Promise<void> {
  const concerned = allowed || reasons.some(({ reason }) => reason === "accounts_depleted");
  if (accounts && concerned) await selecting.select(accounts, at);
}
