import { fromInstant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import type { ProviderId } from "../contract/snapshot.ts";
import { availabilityOf } from "./availability.ts";
import { readLimit } from "./readLimit.ts";
import { type AccountsFact, type Candidate, selectAccount } from "./selectAccount.ts";

/** An account, and the limit that binds work with it first. */
export interface BindingAccount {
  provider: ProviderId;
  account_id: string;
  nickname: string;
  limit: Limit;
}

/**
 * What binds work with each provider first. One that is used up is no news while work can go to
 * another: what needs attention tells of it.
 */
export function bindingAccounts(facts: readonly AccountsFact[], now: number): BindingAccount[] {
  const all = facts.flatMap((fact) => bindingAccount(fact, now) ?? []);
  const open = all.filter(({ limit }) => !readLimit(limit, now, Infinity).blocks);
  return open.length > 0 ? open : all;
}

/**
 * What binds work with a provider first. Its accounts stand in for each other, so it is the binding
 * limit of the one that work would go to now; where all are out, of the one that is back first. Null
 * where that is not known: also where the vendor rejects the sign-in, since its numbers are of before.
 */
function bindingAccount(fact: AccountsFact, now: number): BindingAccount | null {
  const candidate = nextOf(fact, now);
  if (!candidate || candidate.snapshot.status === "auth_required") return null;
  const { binding: limit } = availabilityOf(candidate.snapshot, null, now, fact.poll_seconds);
  const { account_id, name: nickname } = candidate;
  return limit && { provider: fact.provider, account_id, nickname, limit };
}

function nextOf(fact: AccountsFact, now: number): Candidate | undefined {
  const { chosen, skipped } = selectAccount(fact, now);
  if (chosen) return chosen.candidate;
  const [first] = skipped.toSorted((a, b) => momentOf(a) - momentOf(b));
  return fact.candidates.find(({ account_id }) => account_id === first?.account_id);
}

const momentOf = ({ resets_at }: { resets_at: string | null }): number =>
  resets_at === null ? Number.POSITIVE_INFINITY : fromInstant(resets_at);
