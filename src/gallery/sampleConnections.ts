import { manyAccounts, sampleAccounts } from "../../mocks/accounts.ts";
import type { Connection, ProviderInfo } from "../contract/providers.ts";
import { limitOrder } from "../domain/limitOrder.ts";
import { maskIdentity } from "../domain/maskIdentity.ts";
import { NOON } from "./settings.ts";

type Known = ReturnType<typeof sampleAccounts>[number];

/** An account as the server answers it, at the moment that stories are written for. */
function connectionOf({ account, poll }: Known): Connection {
  const { snapshot, identity, expires_at, next_poll_at } = poll;
  return {
    id: account.id,
    provider: account.provider,
    nickname: account.nickname,
    user_id: account.user_id,
    enabled: account.enabled,
    credential: { kind: account.credential_kind, place: account.credential_source, expires_at },
    identity: identity === null ? null : maskIdentity(identity),
    created_at: account.created_at,
    snapshot: { ...snapshot, limits: limitOrder(snapshot.limits) },
    // The page reads it anew from the snapshot.
    availability: { state: "unknown", available_at: null, binding: null },
    state: "unknown",
    next_poll_at,
    polling: false,
  };
}

const all = sampleAccounts(Date.parse(NOON)).map(connectionOf);

/** One account in each state, by what it is called: "Session spent" is "session-spent". */
export const sampleConnections: Readonly<Record<string, Connection>> = Object.fromEntries(
  all.map((connection, nth) => [
    /^[\w ]+$/.test(connection.nickname) && connection.nickname.length < 30
      ? connection.nickname.toLowerCase().replaceAll(" ", "-")
      : nth === all.length - 1
        ? "right-to-left"
        : "long-names",
    connection,
  ]),
);

export function sampleConnection(name: string): Connection {
  const found = sampleConnections[name];
  if (!found) throw new RangeError(`There is no account ${name} among the samples.`);
  return found;
}

/** So many accounts by their place. */
export const placedConnections = (count: number): ReadonlyMap<number, Connection> =>
  new Map(manyAccounts(count, Date.parse(NOON)).map(connectionOf).entries());

export const providerOf = ({ provider: id }: Pick<Connection, "provider">): ProviderInfo => ({
  id,
  name: id[0]?.toUpperCase() + id.slice(1),
  enabled: true,
  poll_seconds: 300,
  poses_as_client: false,
  paste_hint: "",
});

export const sampleProviders: readonly ProviderInfo[] = [
  ...new Map(all.map((connection) => [connection.provider, providerOf(connection)])).values(),
];
