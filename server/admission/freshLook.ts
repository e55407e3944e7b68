import { fromInstant } from "../../src/contract/instant.ts";
import { ProviderId, type Snapshot } from "../../src/contract/snapshot.ts";
import type { Facts } from "../../src/domain/decide.ts";
import { needsFreshLook } from "../../src/domain/parking.ts";
import type { AccountsFact, Candidate } from "../../src/domain/selectAccount.ts";
import type { ThresholdFact } from "../../src/domain/thresholds.ts";
import type { RunRecord } from "../engines/records.ts";
import type { AdmissionDependencies } from "./dependencies.ts";

/** Whether what a parked run waited for has been seen to lift, rather than only to be due. */
export interface FreshLook {
  /** True if every vendor that the run waits for has been looked at since; else, if wanted, asks once. */
  isConfirmed(run: RunRecord, at: number, ask: boolean): boolean;
  /** Facts without the accounts that nobody has looked at since. */
  seenSince(run: RunRecord): (facts: Facts, at: number) => Facts;
}

export function createFreshLook({
  selecting,
  look,
  log,
}: Pick<AdmissionDependencies, "selecting" | "look" | "log">): FreshLook {
  /** By account: the last reset after which its vendor was asked; milliseconds since 1970. */
  const asked = new Map<string, number>();

  function ask({ account_id, snapshot }: Candidate, run: RunRecord, at: number): void {
    const since = Math.max(parkedAt(run), ...resetsPassed(snapshot, at), dueAt(run, at));
    if ((asked.get(account_id) ?? Number.NEGATIVE_INFINITY) >= since) return;
    asked.set(account_id, since);
    look(account_id).catch((error: unknown) =>
      log.warn({ err: error, account: account_id }, "an account could not be looked at"),
    );
  }

  /** One account is enough where the work may go to any; a cap is read from the one it is set for. */
  function isSeen(fact: AccountsFact | null, run: RunRecord, at: number, any: boolean): boolean {
    const candidates = (fact?.candidates ?? []).filter(({ snapshot }) => canBeSeen(snapshot));
    const isSeenSince = ({ snapshot }: Candidate) => isSince(snapshot, run, at);
    if (candidates.length === 0) return true;
    return any ? candidates.some(isSeenSince) : candidates.every(isSeenSince);
  }

  return {
    isConfirmed(run, at, wanted) {
      return run.reasons.filter(needsFreshLook).every((reason) => {
        const any = reason.reason === "accounts_depleted";
        const provider = ProviderId.safeParse(any ? reason.provider : "claude").data;
        const { user_id, model } = run;
        const fact = provider ? selecting.factOf({ provider, user_id, model, scopes: null }) : null;
        const candidates = fact?.candidates ?? [];
        if (wanted) {
          for (const one of candidates) if (!isSince(one.snapshot, run, at)) ask(one, run, at);
        }
        return isSeen(fact, run, at, any);
      });
    },
    seenSince: (run) => (facts, at) => {
      const { accounts, thresholds } = facts;
      if (!accounts || !run.reasons.some(({ reason }) => reason === "accounts_depleted")) {
        return facts;
      }
      const candidates = accounts.candidates.filter(({ snapshot }) => isSince(snapshot, run, at));
      if (candidates.length === 0) return facts;
      const ids = new Set(candidates.map(({ account_id }) => account_id));
      // The caps are held against the same accounts: one that is left out frees nothing.
      const seen = (caps: ThresholdFact): ThresholdFact => ({
        ...caps,
        accounts: caps.accounts.filter(({ account_id }) => ids.has(account_id)),
      });
      const { caps } = accounts;
      return {
        ...facts,
        accounts: { ...accounts, candidates, ...(caps && { caps: seen(caps) }) },
        ...(thresholds?.known && { thresholds: { known: true, value: seen(thresholds.value) } }),
      };
    },
  };
}

/** Looked at since the run was parked, and since whatever reset has passed. */
function isSince(snapshot: Snapshot, run: RunRecord, at: number): boolean {
  if (snapshot.observed_at === null) return false;
  const observed = fromInstant(snapshot.observed_at);
  return observed > parkedAt(run) && resetsPassed(snapshot, at).every((reset) => reset <= observed);
}

/** A sign-in that the vendor rejects is not looked at by waiting. */
const canBeSeen = ({ status }: Snapshot): boolean =>
  status !== "auth_required" && status !== "unsupported";

const parkedAt = ({ parked_at, admitted_at }: RunRecord) => fromInstant(parked_at ?? admitted_at);

const dueAt = ({ resumes_at }: RunRecord, at: number): number => {
  const due = resumes_at === null ? at : fromInstant(resumes_at);
  return due <= at ? due : Number.NEGATIVE_INFINITY;
};

const resetsPassed = ({ limits }: Snapshot, at: number): number[] =>
  limits
    .flatMap(({ gates, resets_at }) => (gates && resets_at !== null ? fromInstant(resets_at) : []))
    .filter((reset) => reset <= at);
