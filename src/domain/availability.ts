import { fromInstant, type Instant, toInstant } from "../contract/instant.ts";
import type { Limit, Scope } from "../contract/limit.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import { byRoom, carriesOn, type Gate, gatesOf } from "./gate.ts";
import { readLimit } from "./readLimit.ts";

export interface Availability {
  state: "available" | "available_on_overage" | "depleted" | "unknown";
  /** When the last blocking limit reopens; null if one of them has no reset, or nothing blocks. */
  available_at: Instant | null;
  /** The limit that binds: the exhausted one that reopens last, else the one with the least room. Null if none is known. */
  binding: Limit | null;
}

export type Evidence = Pick<
  Snapshot,
  "vendor_verdict" | "coverage" | "default_scopes" | "limits" | "observed_at" | "provider"
>;

/** One set of gates that work would have to pass, all of them. */
interface Way {
  state: Gate["state"];
  gates: Gate[];
  /** When all that blocks has reopened; minus infinity if nothing blocks. */
  reopens: number;
}

/**
 * May an account be given work, as far as its last snapshot tells? `now` is in milliseconds since
 * 1970, `pollSeconds` the pace of the account's provider.
 *
 * `asked`: scopes of the work, such as ["model:opus"], that all must have room besides the account
 * and its workspace; the snapshot's default_scopes if null. "model:*" and "pool:*" are passed by
 * the best of what they match. A model does not name its pool: who knows it asks for both.
 *
 * A spent limit with an authoritative reset blocks until then, at any age. Any other evidence, the
 * vendor's verdict too, counts only while it is younger than two polls; what is older leaves the
 * account open, as `unknown`: a wrongly benched account costs more than one refused request.
 */
export function availabilityOf(
  evidence: Evidence,
  asked: readonly Scope[] | null,
  now: number,
  pollSeconds: number,
): Availability {
  const scopes = asked ?? evidence.default_scopes;
  const isFresh = (at: Instant | null) =>
    at !== null && now - fromInstant(at) < 2 * pollSeconds * 1000;
  const fresh = isFresh(evidence.observed_at);
  const way = bestWay(evidence, scopes, (limits) =>
    gatesOf(limits, (at) => fresh && isFresh(at), now),
  );
  return {
    state: stateOf(evidence, way, fresh && !isLifted(way, now), () =>
      evidence.limits.some((limit) => concerns(limit, scopes) && carriesOn(limit, now)),
    ),
    available_at: Number.isFinite(way.reopens) ? toInstant(way.reopens) : null,
    binding: bindingOf(way, now),
  };
}

function stateOf(
  { vendor_verdict, coverage }: Evidence,
  way: Way,
  /** Whether the vendor's verdict still counts. */
  heard: boolean,
  mayCarryOn: () => boolean,
): Availability["state"] {
  if (heard && vendor_verdict === "blocked") return "depleted";
  if (way.state === "blocked") return mayCarryOn() ? "available_on_overage" : "depleted";
  const allowed = way.state === "open" || (heard && vendor_verdict === "allowed");
  return allowed && coverage === "full" ? "available" : "unknown";
}

/** What was spent when the vendor gave its verdict has been reset since, and nothing else blocks. */
const isLifted = ({ state, gates }: Way, now: number): boolean =>
  state !== "blocked" &&
  gates.some(({ limit }) => {
    const readAt = (moment: number) => readLimit(limit, moment, Number.POSITIVE_INFINITY);
    const seen = readAt(fromInstant(limit.observed_at));
    return seen.level === "exhausted" && readAt(now).reset === "due";
  });

function bindingOf({ gates, reopens }: Way, now: number): Limit | null {
  const last = gates.find((gate) => gate.state === "blocked" && gate.reopens === reopens);
  if (last) return last.limit;
  const shareOf = (limit: Limit) => readLimit(limit, now, Number.POSITIVE_INFINITY).used_pct ?? 0;
  return gates
    .filter(({ state, limit }) => state === "open" && isCapped(limit))
    .map(({ limit }) => limit)
    .reduce<Limit | null>(
      (least, limit) => (least === null || shareOf(limit) > shareOf(least) ? limit : least),
      null,
    );
}

const isCapped = ({ cap }: Limit) => cap !== "unlimited" && cap !== "no_cap";

const isWildcard = (scope: Scope) => scope.endsWith(":*");
const matchesAny = (scope: Scope, asked: readonly Scope[]) =>
  asked.some((one) => isWildcard(one) && scope.startsWith(one.slice(0, -1)));

const concerns = ({ scope }: Limit, asked: readonly Scope[]) =>
  ["account", "workspace", ...asked].includes(scope) || matchesAny(scope, asked);

/** The way with the best prospect; without "model:*" or "pool:*" there is only one. */
function bestWay(
  { limits, coverage }: Evidence,
  scopes: readonly Scope[],
  gatesOf: (limits: readonly Limit[]) => Gate[],
): Way {
  const gating = limits.filter((limit) => limit.gates);
  const exact = scopes.filter((scope) => !isWildcard(scope));
  const through = (more: readonly Scope[], seen = true) =>
    wayThrough(gatesOf(gating.filter((limit) => concerns(limit, [...exact, ...more]))), seen);
  if (exact.length === scopes.length) return through([]);
  const choices = new Set(
    gating.map(({ scope }) => scope).filter((scope) => matchesAny(scope, scopes)),
  );
  const ways = [...choices].map((scope) => through([scope]));
  // A source that does not see everything may have left out the very model that has room.
  const unseen = coverage === "partial" || ways.length === 0 ? [through([], false)] : [];
  return [...ways, ...unseen].toSorted(byRoom)[0] ?? through([], false);
}

function wayThrough(gates: Gate[], seen: boolean): Way {
  const blocked = gates.filter(({ state }) => state === "blocked");
  const open = seen && gates.length > 0 && gates.every(({ state }) => state === "open");
  return {
    state: blocked.length > 0 ? "blocked" : open ? "open" : "unknown",
    gates,
    reopens: Math.max(...blocked.map(({ reopens }) => reopens)),
  };
}
