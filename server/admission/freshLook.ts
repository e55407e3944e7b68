import { fromInstant } from "../../src/contract/instant.ts";
import { ProviderId, type Snapshot } from "../../src/contract/snapshot.ts";
import type { Facts } from "../../src/domain/decide.ts";
import { isOfVendor } from "../../src/domain/isOfVendor.ts";
import type { Candidate } from "../../src/domain/selectAccount.ts";
import type { ThresholdFact } from "../../src/domain/thresholds.ts";
import type { RunRecord } from "../engines/records.ts";
import type { AdmissionDependencies } from "./dependencies.ts";

/** Whether what a parked run waited for has been seen to lift, rather than only to be due. */
export interface FreshLook {
  /** True if an account of every vendor that the run waits for was looked at since; asks once, if wanted. */
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

  /** One account is enough: what has not been looked at is left out of the decision. */
  function isSeen(candidates: readonly Candidate[], run: RunRecord, at: number): boolean {
    const visible = candidates.filter(({ snapshot }) => canBeSeen(snapshot));
    return visible.length === 0 || visible.some(({ snapshot }) => isSince(snapshot, run, at));
  }

  return {
    isConfirmed(run, at, wanted) {
      return run.reasons.filter(isOfVendor).every((reason) => {
        const named = reason.reason === "accounts_depleted" ? reason.provider : "claude";
        const provider = ProviderId.safeParse(named).data;
        const { user_id, model } = run;
        const fact = provider ? selecting.factOf({ provider, user_id, model, scopes: null }) : null;
        const candidates = fact?.candidates ?? [];
        if (wanted) {
          for (const one of candidates) if (!isSince(one.snapshot, run, at)) ask(one, run, at);
        }
        return isSeen(candidates, run, at);
      });
    },
    seenSince: (run) => (facts, at) => {
      if (!run.reasons.some(isOfVendor)) return facts;
      const { accounts, thresholds } = facts;
      // The caps are held against the same accounts: one that is left out frees nothing.
      const capsOf = (caps: ThresholdFact): ThresholdFact => ({
        ...caps,
        accounts: seenOf(caps.accounts, (account) => isSince(account, run, at)),
      });
      return {
        ...facts,
        ...(accounts && {
          accounts: {
            ...accounts,
            candidates: seenOf(accounts.candidates, ({ snapshot }) => isSince(snapshot, run, at)),
            ...(accounts.caps && { caps: capsOf(accounts.caps) }),
          },
        }),
        ...(thresholds?.known && { thresholds: { known: true, value: capsOf(thresholds.value) } }),
      };
    },
  };
}

/** All, if none was seen: then there is nothing better to go by. */
function seenOf<T>(all: readonly T[], isSeen: (one: T) => boolean): readonly T[] {
  const seen = all.filter(isSeen);
  return seen.length > 0 ? seen : all;
}

type Looked = Pick<Snapshot, "observed_at" | "limits">;

/** Looked at since the run was parked, and since whatever reset has passed. */
function isSince(snapshot: Looked, run: RunRecord, at: number): boolean {
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

const resetsPassed = ({ limits }: Looked, at: number): number[] =>
  limits
    .flatMap(({ gates, resets_at }) => (gates && resets_at !== null ? fromInstant(resets_at) : []))
    .filter((reset) => reset <= at);
