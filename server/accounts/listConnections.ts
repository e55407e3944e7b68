import type { Connection, ConnectionSort } from "../../src/contract/providers.ts";
import { AccountState } from "../../src/contract/providers.ts";
import type { ProviderId } from "../../src/contract/snapshot.ts";
import { compareAccounts } from "../../src/domain/accountState.ts";
import type { Principal } from "../admission/principal.ts";
import type { Connections } from "./connections.ts";
import type { ReadAccount } from "./presentAccount.ts";

export interface ListQuery {
  page: number;
  page_size: number;
  provider?: ProviderId | undefined;
  status?: AccountState | undefined;
  sort: ConnectionSort;
  q?: string | undefined;
}

export interface ConnectionsPage {
  connections: Connection[];
  total: number;
  counts: { all: number; providers: Record<string, number>; states: Record<string, number> };
}

/** One page of the accounts that the caller may see, and how many each filter would leave. */
export function listConnections(
  connections: Connections,
  principal: Principal,
  { page, page_size, provider, status, sort, q }: ListQuery,
): ConnectionsPage {
  const infos = connections.providers();
  const names = new Map(infos.map(({ id, name }) => [id, name.toLowerCase()]));
  const visible = connections.visible(principal);
  const sought = q?.toLowerCase();
  const matches = ({ known, nickname }: ReadAccount) =>
    sought === undefined ||
    nickname.toLowerCase().includes(sought) ||
    (names.get(known.account.provider) ?? "").includes(sought);
  const ofProvider = ({ known }: ReadAccount) =>
    provider === undefined || known.account.provider === provider;
  const inState = ({ state }: ReadAccount) => status === undefined || state === status;

  const found = visible.filter(matches);
  const listed = found.filter(ofProvider).filter(inState).toSorted(compareAccounts(sort));
  return {
    connections: listed
      .slice((page - 1) * page_size, page * page_size)
      .map((read) => connections.presentRead(read)),
    total: listed.length,
    counts: {
      all: visible.length,
      providers: tally(found.filter(inState).map(({ known }) => known.account.provider)),
      states: {
        ...Object.fromEntries(AccountState.options.map((state) => [state, 0])),
        ...tally(found.filter(ofProvider).map(({ state }) => state)),
      },
    },
  };
}

function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
