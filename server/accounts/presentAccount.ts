import type { Connection } from "../../src/contract/providers.ts";
import { accountState, type Placed, shareUsed } from "../../src/domain/accountState.ts";
import { availabilityOf } from "../../src/domain/availability.ts";
import { limitOrder } from "../../src/domain/limitOrder.ts";
import { maskIdentity } from "../../src/domain/maskIdentity.ts";
import { isProviderEnabled, type Policy, pollSecondsOf } from "../admission/policy.ts";
import type { KnownAccount } from "../engines/accountRecords.ts";
import type { Provider } from "../providers/provider.ts";

/** An account as its snapshot reads at a moment. */
export interface ReadAccount extends Placed {
  known: KnownAccount;
  availability: ReturnType<typeof availabilityOf>;
}

export function readAccount(
  known: KnownAccount,
  provider: Provider,
  policy: Policy,
  now: number,
): ReadAccount {
  const { account, poll } = known;
  const availability = availabilityOf(poll.snapshot, null, now, pollSecondsOf(policy, provider));
  const enabled = account.enabled && isProviderEnabled(policy, provider.id);
  return {
    known,
    availability,
    id: account.id,
    nickname: account.nickname,
    state: accountState(enabled, poll.snapshot, availability, now),
    share: shareUsed(availability.binding, now),
  };
}

/** An account as it is answered: nothing in it is secret. */
export function presentAccount(
  { known: { account, poll }, availability, state }: ReadAccount,
  provider: Provider,
  polling: boolean,
): Connection {
  const { id, nickname, user_id, enabled, created_at, credential_kind: kind } = account;
  const { snapshot, expires_at, identity, next_poll_at } = poll;
  return {
    id,
    provider: provider.id,
    nickname,
    user_id,
    enabled,
    created_at,
    credential: { kind, place: placeOf(account, provider), expires_at },
    identity: identity === null ? null : maskIdentity(identity),
    snapshot: { ...snapshot, limits: limitOrder(snapshot.limits) },
    availability: {
      state: availability.state,
      available_at: availability.available_at,
      binding: availability.binding?.id ?? null,
    },
    state,
    next_poll_at: state === "off" ? null : next_poll_at,
    polling,
  };
}

/** Where the token is read: a path, a variable, or what people call the tool. */
function placeOf(
  { credential_kind: kind, credential_source: source }: KnownAccount["account"],
  { id, places }: Provider,
): string | null {
  if (kind !== "discovered" || source === null) return source;
  const name = source.slice(`${id}:`.length);
  return name.startsWith("env:")
    ? name.slice("env:".length)
    : (places.find((place) => place.id === name)?.path ?? name);
}
