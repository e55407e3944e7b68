import type { Limit } from "../contract/limit.ts";
import { fromInstant } from "../contract/instant.ts";
import { availabilityOf } from "./availability.ts";
import { type AccountsFact, type Candidate, selectAccount } from "./selectAccount.ts";

/** An account, and the limit that binds work with it first. */
export interface BindingAccount {
  account_id: string;
  nickname: string;
  limit: Limit;
}

/**
 * What binds work with a provider first. Its accounts stand in for each other, so it is the binding
 * limit of the one that work would go to now; where all are out, of the one that is back first. Null
 * where that is not known: also where the vendor rejects the sign-in, since its numbers are of before.
 */
export function bindingAccount(fact: AccountsFact, now: number): BindingAccount | null {
  const candidate = nextOf(fact, now);
  if (!candidate || candidate.snapshot.status === "auth_required") return null;
  const { binding: limit } = availabilityOf(candidate.snapshot, null, now, fact.poll_seconds);
  return limit && { account_id: candidate.account_id, nickname: candidate.name, limit };
}

function nextOf(fact: AccountsFact, now: number): Candidate | undefined {
  const { chosen, skipped } = selectAccount(fact, now);
  if (chosen) return chosen.candidate;
  const [first] = skipped.toSorted((a, b) => momentOf(a) - momentOf(b));
  return fact.candidates.find(({ account_id }) => account_id === first?.account_id);
}

const momentOf = ({ resets_at }: { resets_at: string | null }): number =>
  resets_at === null ? Number.POSITIVE_INFINITY : fromInstant(resets_at);
