import { AccountState, ConnectionSort } from "../../contract/providers.ts";
import { ProviderId } from "../../contract/snapshot.ts";
import { type Column, columns } from "./columns.ts";

/** What of the accounts is looked at, and how. All of it is in the address. */
export interface AccountsView {
  sort: ConnectionSort;
  provider: ProviderId | null;
  status: AccountState | null;
  q: string;
  columns: readonly Column[];
}

export const defaultView: AccountsView = {
  sort: "attention",
  provider: null,
  status: null,
  q: "",
  columns,
};

export const LONGEST_SEARCH = 100;

/** What an address says; what it does not say, or says wrongly, is the default. */
export function readView(query: URLSearchParams): AccountsView {
  const q = query.get("q")?.trim() ?? "";
  return {
    sort: ConnectionSort.safeParse(query.get("sort")).data ?? defaultView.sort,
    provider: ProviderId.safeParse(query.get("provider")).data ?? null,
    status: AccountState.safeParse(query.get("status")).data ?? null,
    q: q.length > LONGEST_SEARCH || q.includes("\0") ? "" : q,
    columns: readColumns(query.get("cols")),
  };
}

function readColumns(given: string | null): readonly Column[] {
  if (given === null) return columns;
  const named = given.split(",");
  const known = named.flatMap((name) => columns.find((column) => column === name) ?? []);
  return known.length === 0 && given !== "" ? columns : [...new Set(known)];
}

/** The address of a view: only what differs from the default, beside what else the address holds. */
export function writeView(view: AccountsView, before: URLSearchParams): URLSearchParams {
  const query = new URLSearchParams(before);
  const set = (name: string, value: string, isDefault: boolean) =>
    isDefault ? query.delete(name) : query.set(name, value);
  set("sort", view.sort, view.sort === defaultView.sort);
  set("provider", view.provider ?? "", view.provider === null);
  set("status", view.status ?? "", view.status === null);
  set("q", view.q.trim(), view.q.trim() === "");
  const cols = view.columns.join(",");
  set("cols", cols, cols === columns.join(","));
  return query;
}

/** True if the view leaves accounts out. */
export const isNarrowed = ({ provider, status, q }: AccountsView): boolean =>
  provider !== null || status !== null || q !== "";
