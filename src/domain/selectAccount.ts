import type { Instant } from "../contract/instant.ts";
import { fromInstant, toInstant } from "../contract/instant.ts";
import type { AvailabilityState } from "../contract/providers.ts";
import type { Refusal, RefusalOf } from "../contract/refusal.ts";
import type { ProviderId, Snapshot } from "../contract/snapshot.ts";
import { shareUsed } from "./accountState.ts";
import type { Availability } from "./availability.ts";
import { type Asking, availabilityFor, isOut } from "./availabilityFor.ts";
import { explain, retryAt } from "./explain.ts";
import { spentLabel } from "./spentLabel.ts";
import { accountsOverCaps, type ThresholdFact } from "./thresholds.ts";

/** An account that work could go to. */
export interface Candidate {
  account_id: string;
  name: string;
  snapshot: Snapshot;
  /** When work last went to it, milliseconds since 1970; null never. */
  selected_at: number | null;
}

/** The accounts of a provider, and what the work asks of them. */
export interface AccountsFact extends Asking {
  provider: ProviderId;
  /** Whose work it is. */
  user_id: string;
  candidates: readonly Candidate[];
  /** What costs money beyond the plan is out, too. */
  within_plan?: boolean;
  /** A person's own caps on these accounts, where the work meets them. */
  caps?: ThresholdFact;
}

export type Skipped = RefusalOf<"accounts_depleted">["skipped"][number];

export interface Selection {
  chosen: { candidate: Candidate; availability: AvailabilityState } | null;
  /** True if only uncertain evidence speaks against every account, and one is tried all the same. */
  last_resort: boolean;
  skipped: Skipped[];
  /** Those skipped that have room for other work: only what this work asks for is spent. */
  open_to_others: ReadonlySet<string>;
  /** Left out as well: those over a cap of the person's, while another is not. */
  over_caps: Skipped[];
}

/**
 * Where work should go now. What is out of quota is skipped until its last blocking limit reopens,
 * and what is over the person's own caps is passed by while another account is not. Of the others the
 * known good come first, then the unknown, then those that cost money beyond their plan, and last
 * those whose sign-in the vendor has rejected. Of equals the one with the most room, then the one that
 * was chosen longest ago.
 *
 * If all are out, but one of them only by evidence that is neither fresh nor backed by a reset to
 * rely on, that one is tried: a poll that went stale must not empty the pool.
 */
export function selectAccount(fact: AccountsFact, now: number): Selection {
  const rated = fact.candidates.map((candidate) => ({
    candidate,
    availability: availabilityFor(candidate.snapshot, fact, now),
  }));
  const overCaps = fact.caps ? accountsOverCaps(fact.caps, now) : new Map<string, never>();
  const isOverCaps = ({ candidate }: Rated) => overCaps.has(candidate.account_id);
  const isDepleted = ({ availability: { state } }: Rated) => state === "depleted";
  const out = rated.filter(({ availability }) => isOut(availability, fact));
  const within = rated.filter(({ availability }) => !isOut(availability, fact));
  const usable = within
    .filter((rating) => !isOverCaps(rating))
    .toSorted((a, b) => compare(a, b, now));
  const tried = out.filter((rating) => isDepleted(rating) && !isOverCaps(rating));
  const last = usable.length > 0 ? null : lastResort(tried, fact, now);
  const chosen = usable[0] ?? last;
  const skipped = out.filter((rating) => rating !== chosen);
  return {
    chosen: chosen && { candidate: chosen.candidate, availability: chosen.availability.state },
    last_resort: last !== null,
    skipped: skipped.map((rating) => skippedOf(rating, now)),
    open_to_others: new Set(
      skipped
        .filter(({ candidate }) => isOpenToOthers(candidate, fact, now))
        .map(({ candidate }) => candidate.account_id),
    ),
    over_caps: within.flatMap(({ candidate }) =>
      passedBy(candidate, overCaps.get(candidate.account_id) ?? [], now),
    ),
  };
}

interface Rated {
  candidate: Candidate;
  availability: Availability;
}

const ranks: readonly AvailabilityState[] = ["available", "unknown", "available_on_overage"];

function compare(a: Rated, b: Rated, now: number): number {
  return (
    rankOf(a) - rankOf(b) ||
    (shareUsed(a.availability.binding, now) ?? 0) - (shareUsed(b.availability.binding, now) ?? 0) ||
    (a.candidate.selected_at ?? 0) - (b.candidate.selected_at ?? 0) ||
    (a.candidate.account_id < b.candidate.account_id ? -1 : 1)
  );
}

function rankOf({ candidate: { snapshot }, availability }: Rated): number {
  if (snapshot.status === "auth_required") return ranks.length;
  return ranks.indexOf(availability.state);
}

/** The one that comes back first, of those that only uncertain evidence speaks against. */
function lastResort(out: readonly Rated[], fact: AccountsFact, now: number): Rated | null {
  const uncertain = out.filter(({ candidate }) => isUncertain(candidate.snapshot, fact, now));
  return uncertain.toSorted((a, b) => momentOf(a) - momentOf(b))[0] ?? null;
}

/** Polls that are due are spread and take their time; what is older than this has gone stale. */
const STALE_POLLS = 1.5;

/** Older than the poll after it should be, and no reset to rely on keeps it out. */
function isUncertain(snapshot: Snapshot, fact: AccountsFact, now: number): boolean {
  const { observed_at } = snapshot;
  if (observed_at === null) return true;
  const age = (now - fromInstant(observed_at)) / 1000;
  if (age <= STALE_POLLS * fact.poll_seconds) return false;
  const forgotten = { ...snapshot, observed_at: toInstant(0) };
  return availabilityFor(forgotten, fact, now).state !== "depleted";
}

const momentOf = ({ availability: { available_at } }: Rated): number =>
  available_at === null ? Number.POSITIVE_INFINITY : fromInstant(available_at);

function isOpenToOthers({ snapshot }: Candidate, fact: AccountsFact, now: number): boolean {
  const asksForAny = fact.model === null && fact.scopes === null;
  const anyWork = { ...fact, model: null, scopes: null };
  return !asksForAny && !isOut(availabilityFor(snapshot, anyWork, now), fact);
}

function skippedOf({ candidate, availability }: Rated, now: number): Skipped {
  const { account_id, name } = candidate;
  const { binding, available_at } = availability;
  const spent = spentLabel(binding, now);
  return {
    account_id,
    name,
    why: spent === null ? "out of quota, says the vendor" : `${spent} used up`,
    resets_at: available_at,
  };
}

function passedBy(
  { account_id, name }: Candidate,
  refusals: readonly Refusal[],
  now: number,
): Skipped[] {
  const [first] = refusals;
  if (!first) return [];
  return [{ account_id, name, why: explain(first, now).title, resets_at: retryAt(refusals, now) }];
}

/** Why no account can take work; null if one can, or there are none to speak of. */
export function accountsRefusal(
  fact: AccountsFact,
  now: number,
): RefusalOf<"accounts_depleted"> | null {
  if (fact.candidates.length === 0) return null;
  const { chosen, skipped } = selectAccount(fact, now);
  if (chosen !== null) return null;
  const resets = skipped.flatMap(({ resets_at }) => resets_at ?? []).toSorted();
  return {
    reason: "accounts_depleted",
    provider: fact.provider,
    skipped,
    resets_at: resets[0] ?? null,
    next_look_at: nextLook(fact, now),
  };
}

/** When what is known will have been looked at again. */
function nextLook({ candidates, poll_seconds }: AccountsFact, now: number): Instant {
  const seen = candidates.map(({ snapshot }) =>
    snapshot.observed_at === null ? now : fromInstant(snapshot.observed_at),
  );
  return toInstant(Math.max(now, Math.min(...seen)) + poll_seconds * 1000);
}

/** The line that the log and the activity page give a skip; one that is open to others names its limit. */
export const skipWords = (
  provider: string,
  skip: Skipped,
  now: number,
  openToOthers: boolean,
): string => lineOf(provider, skip, openToOthers ? skip.why : "out of quota", now);

/** The same of one that is over a person's cap. */
export const capSkipWords = (provider: string, skip: Skipped, now: number): string =>
  lineOf(provider, skip, "over a person's cap", now);

function lineOf(provider: string, { name, resets_at }: Skipped, why: string, now: number): string {
  const until =
    resets_at === null
      ? "no reset known"
      : `resets ${resets_at} (reset after ${spanOf(fromInstant(resets_at) - now)})`;
  return `${provider} | skip "${name}" — ${why}, ${until}`;
}

/** "332h 4m 59s": as the log has it, in hours however many. */
function spanOf(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const parts: [number, string][] = [
    [Math.floor(seconds / 3600), "h"],
    [Math.floor(seconds / 60) % 60, "m"],
    [seconds % 60, "s"],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first === -1 ? 2 : first)
    .map(([count, unit]) => `${count}${unit}`)
    .join(" ");
}
