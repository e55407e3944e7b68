import type { Refusal } from "../contract/refusal.ts";

/**
 * True if waiting may lift all of them, though nobody may know when. The others need an act: a session
 * to be stopped, credits to be bought, a policy to be changed.
 */
export const canWait = (reasons: readonly Refusal[]): boolean => reasons.every(lifts);

function lifts(refusal: Refusal): boolean {
  switch (refusal.reason) {
    case "compute_quota_exceeded":
    case "session_threshold":
    case "week_threshold":
    case "accounts_depleted":
    case "limits_unavailable":
      return true;
    case "run_quota_exhausted":
      return refusal.next_slot_at !== null;
    case "quota_exhausted":
      return refusal.quota_resets_at !== null;
    case "session_limit_reached":
    case "insufficient_credits":
      return false;
  }
}
