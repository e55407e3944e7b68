import { fromInstant } from "../contract/instant.ts";
import type { Limit } from "../contract/limit.ts";
import type { AccountState, ConnectionSort } from "../contract/providers.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import type { Availability } from "./availability.ts";
import { levels } from "./levels.ts";
import { readLimit } from "./readLimit.ts";

/** What an account is filed under: the first of the contract's list that holds. */
export function accountState(
  enabled: boolean,
  { status }: Pick<Snapshot, "status">,
  { state, binding }: Availability,
  now: number,
): AccountState {
  if (!enabled) return "off";
  if (status === "auth_required" || status === "unsupported") return "sign_in";
  if (state === "depleted") return "depleted";
  if (status !== null && status !== "ok") return "failing";
  const share = shareUsed(binding, now);
  if (share !== null && share >= levels.approaching.from_pct) return "approaching";
  return state === "unknown" && share === null ? "unknown" : "available";
}

/** The share used of the limit that binds; null if unknown, also while its reset is due. */
export function shareUsed(binding: Limit | null, now: number): number | null {
  if (binding === null) return null;
  const { reset, used_pct } = readLimit(binding, now, Number.POSITIVE_INFINITY);
  return reset === "due" ? null : used_pct;
}

/** Those that need a person first. */
const attentionOrder: readonly AccountState[] = [
  "sign_in",
  "depleted",
  "failing",
  "approaching",
  "unknown",
  "available",
  "off",
];

/** What an account is put in order by. */
export interface Placed {
  id: string;
  nickname: string;
  state: AccountState;
  availability: Pick<Availability, "state" | "available_at">;
  /** Of the limit that binds. */
  share: number | null;
}

type Order = (a: Placed, b: Placed) => number;

const byName: Order = (a, b) =>
  collator.compare(a.nickname, b.nickname) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
/** "Claude 2" before "Claude 10". */
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

const tightestFirst: Order = (a, b) => (b.share ?? -1) - (a.share ?? -1);
const byState: Order = (a, b) => attentionOrder.indexOf(a.state) - attentionOrder.indexOf(b.state);
const soonestFirst: Order = (a, b) => recovery(a) - recovery(b);

/** Those that come back, by when; then those out of quota without a known moment; then all others. */
function recovery({ availability: { state, available_at } }: Placed): number {
  if (available_at !== null) return fromInstant(available_at);
  return state === "depleted" ? Number.MAX_SAFE_INTEGER - 1 : Number.MAX_SAFE_INTEGER;
}

const orders: Readonly<Record<ConnectionSort, readonly Order[]>> = {
  attention: [byState, tightestFirst, byName],
  recovery: [soonestFirst, byState, byName],
  tightest: [tightestFirst, byName],
  name: [byName],
};

/** The order that a list of accounts is asked for in; a total one, so that pages do not overlap. */
export function compareAccounts(sort: ConnectionSort): Order {
  return (a, b) => {
    for (const order of orders[sort]) {
      const sign = order(a, b);
      if (sign !== 0) return sign;
    }
    return 0;
  };
}
