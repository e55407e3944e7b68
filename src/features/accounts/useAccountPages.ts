import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useApi } from "../../api/ApiContext.tsx";
import type { Client } from "../../api/client.ts";
import { endpointQuery, useAskingAgain } from "../../api/useEndpoint.ts";
import type { OutputOf } from "../../contract/endpoint.ts";
import type { Connection, providersApi } from "../../contract/providers.ts";
import type { AccountsView } from "./accountsView.ts";

export const PAGE_SIZE = 50;

export type AccountsAnswer = OutputOf<typeof providersApi.client>;
type Asked = Pick<AccountsView, "sort" | "provider" | "status" | "q">;

/** Pages beyond the first are kept for a moment only, and not in the browser's own cache. */
const PAGE_KEPT_MS = 60_000;

function pageQuery(client: Client, { sort, provider, status, q }: Asked, page: number) {
  const first = page === 1 && q === "";
  return {
    ...endpointQuery(client, "providers", "client", {
      query: {
        page,
        page_size: PAGE_SIZE,
        sort,
        ...(provider !== null && { provider }),
        ...(status !== null && { status }),
        ...(q !== "" && { q }),
      },
    }),
    ...(first ? {} : { gcTime: PAGE_KEPT_MS, meta: { persist: false } }),
  };
}

/** When an answer's order changes by itself. */
const changesAt = ({ connections }: AccountsAnswer) =>
  connections.flatMap(({ availability: { available_at, binding }, snapshot: { limits } }) => [
    available_at,
    limits.find(({ id }) => id === binding)?.resets_at ?? null,
  ]);

/**
 * The accounts of a view, page by page as they are looked at. While the first page of another view
 * comes, the one before stays whole, so that no row is filed under a filter it does not match.
 */
export function useAccountPages(view: AccountsView) {
  const { client } = useApi();
  const refetchInterval = useAskingAgain<AccountsAnswer>(changesAt);
  const { sort, provider, status, q } = view;
  const asked = useMemo(() => ({ sort, provider, status, q }), [sort, provider, status, q]);
  const head = useQuery({
    ...pageQuery(client, asked, 1),
    placeholderData: keepPreviousData,
    refetchInterval,
  });
  const [shown, setShown] = useState(asked);
  if (!head.isPlaceholderData && shown !== asked) setShown(asked);

  const [looked, setLooked] = useState("1");
  /** Told which places are looked at, from 0; in any order, and more than once. */
  const onLook = useCallback((places: readonly number[]) => {
    const pages = new Set(places.map((place) => Math.floor(place / PAGE_SIZE) + 1));
    setLooked([...pages].toSorted((a, b) => a - b).join());
  }, []);

  const total = head.data?.data.pagination.total ?? 0;
  const lastPage = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const numbers = looked
    .split(",")
    .map(Number)
    .filter((page) => page <= lastPage);
  const rows = useQueries({
    queries: numbers.map((page) => ({ ...pageQuery(client, shown, page), refetchInterval })),
    combine: useCallback((answers: { data: { data: AccountsAnswer } | undefined }[]) => {
      const found = new Map<number, Connection>();
      for (const { data } of answers) {
        if (!data) continue;
        const { connections, pagination } = data.data;
        for (const [step, connection] of connections.entries())
          found.set((pagination.page - 1) * PAGE_SIZE + step, connection);
      }
      return found;
    }, []),
  });
  return { head, total, rows, onLook };
}
