import { fromInstant, type Instant } from "../contract/instant.ts";
import type { AccountState, Connection } from "../contract/providers.ts";
import { spentLabel } from "./spentLabel.ts";

/** What is the matter with a provider account, for people. */
export interface AccountMatter {
  account: Connection;
  /** `act`: it waits for a person; `watch`: it may mend itself. */
  urgency: "act" | "watch";
  title: string;
  detail: string;
  /** When it is back by itself, where that is known. */
  until: Instant | null;
}

/** More than these are for the page of accounts. */
export const MOST_ACCOUNTS = 5;

/** The first few accounts that need a look, in the order given. */
export const accountMatters = (accounts: readonly Connection[], now: number): AccountMatter[] =>
  accounts.flatMap((account) => matterOf(account, now) ?? []).slice(0, MOST_ACCOUNTS);

/**
 * How many more need a look than `accountMatters` names. `accounts` is the first page of them, and
 * `states` says how many there are of each state, on every page.
 */
export function accountsBeyond(
  accounts: readonly Connection[],
  states: Readonly<Record<string, number>>,
  now: number,
): number {
  const troubled = Object.keys(matters);
  const ofStates = troubled.reduce((sum, state) => sum + (states[state] ?? 0), 0);
  const elsewhere = ofStates - accounts.filter(({ state }) => troubled.includes(state)).length;
  const here = accounts.filter((account) => matterOf(account, now) !== null).length;
  return Math.max(0, elsewhere) + Math.max(0, here - MOST_ACCOUNTS);
}

type Matter = Omit<AccountMatter, "account" | "title"> & { word: string };

function matterOf(account: Connection, now: number): AccountMatter | null {
  const matter = matters[account.state]?.(account, now) ?? null;
  if (matter === null) return null;
  const { word, ...rest } = matter;
  return { account, title: `${account.nickname}: ${word}`, ...rest };
}

type Read = (account: Connection, now: number) => Matter | null;

/** The states that need a look; the others have no row. */
const matters: Readonly<Partial<Record<AccountState, Read>>> = {
  sign_in: ({ snapshot: { status, error } }) => ({
    urgency: "act",
    word: status === "unsupported" ? "no usage to read" : "sign in again",
    detail: error?.message ?? "The vendor does not accept this sign-in.",
    until: null,
  }),

  depleted({ snapshot: { limits }, availability }, now) {
    const until = availability.available_at;
    // A reset that has passed blocks nothing: the next look will tell.
    if (until !== null && fromInstant(until) <= now) return null;
    const spent = spentLabel(limits.find(({ id }) => id === availability.binding) ?? null, now);
    const why = spent === null ? "The vendor says so" : `${spent} used up`;
    const detail = until === null ? `${why}, no reset is known` : why;
    return { urgency: "watch", word: "out of quota", detail, until };
  },

  failing: ({ snapshot: { status, error } }) => ({
    urgency: "watch",
    word: status === "rate_limited" ? "refresh paused" : "refresh failed",
    detail: error?.message ?? "The latest refresh brought no numbers.",
    until: null,
  }),
};
