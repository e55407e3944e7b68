import type { AccountState, AvailabilityState } from "../contract/providers.ts";
import type { PollStatus } from "../contract/snapshot.ts";

/** What each state of a provider account is called. */
export const accountWords: Readonly<Record<AccountState, string>> = {
  available: "Available",
  approaching: "Nearly full",
  depleted: "Out of quota",
  sign_in: "Sign in again",
  failing: "Refresh failed",
  unknown: "Unknown",
  off: "Off",
};

export interface AccountStanding {
  state: AccountState;
  availability: AvailabilityState;
  poll: PollStatus | null;
}

/** The state's word, or a truer one where the state takes in several things. */
export function accountWord({ state, availability, poll }: AccountStanding): string {
  if (state === "sign_in" && poll === "unsupported") return "No usage to read";
  if (state === "failing" && poll === "rate_limited") return "Refresh paused";
  const works = state === "approaching" || state === "available";
  return works && availability === "available_on_overage" ? "On overage" : accountWords[state];
}
