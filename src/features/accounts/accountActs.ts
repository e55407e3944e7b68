import { useIsMutating, useMutation, useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { useApi } from "../../api/ApiContext.tsx";
import { askAgain } from "../../api/askAgain.ts";
import type { Answer } from "../../api/client.ts";
import { type Connection, providersApi } from "../../contract/providers.ts";
import type { Snapshot } from "../../contract/snapshot.ts";
import { useToasts } from "../../stores/toasts.ts";
import { failureOf } from "../../ui/failure.ts";
import type { AccountsAnswer } from "./useAccountPages.ts";

const LISTS = [providersApi.client.path] as const;

/** Puts what is known of an account into every list that has it. */
function put(queries: QueryClient, id: string, known: (before: Connection) => Connection): void {
  queries.setQueriesData<Answer<AccountsAnswer>>({ queryKey: LISTS }, (answer) => {
    if (!answer?.data.connections.some((connection) => connection.id === id)) return answer;
    const connections = answer.data.connections.map((before) =>
      before.id === id ? known(before) : before,
    );
    return { ...answer, data: { ...answer.data, connections } };
  });
}

const refreshKey = (id: string) => ["accounts", "refresh", id];

/** True while an account is being asked, also by a row that was scrolled out of sight and back. */
export const useIsRefreshing = (id: string): boolean =>
  useIsMutating({ mutationKey: refreshKey(id) }) > 0;

/** Asks the vendor of one account now. The old values stay until the new ones are there. */
export function useRefreshAccount(id: string, nickname: string) {
  const { client } = useApi();
  const queries = useQueryClient();
  const showToast = useToasts(({ show }) => show);
  const busy = useIsRefreshing(id);
  const { mutate } = useMutation({
    mutationKey: refreshKey(id),
    mutationFn: () => client.providers.usage({ params: { connection_id: id } }),
    onSuccess: ({ data: snapshot }: Answer<Snapshot>) =>
      put(queries, id, (before) => ({ ...before, snapshot, polling: false })),
    onError: (error) =>
      showToast(`${nickname} was not refreshed: ${failureOf(error).message}`, "failed"),
  });
  return { busy, refresh: () => !busy && mutate() };
}

export interface AccountChange {
  id: string;
  nickname?: string;
  enabled?: boolean;
}

/** Renames an account, or switches it on or off. */
export function useChangeAccount(said: (changed: Connection) => string) {
  const { client } = useApi();
  const queries = useQueryClient();
  const showToast = useToasts(({ show }) => show);
  return useMutation({
    mutationFn: ({ id, ...body }: AccountChange) =>
      client.providers.change({ params: { id }, body }),
    onSuccess: ({ data }) => {
      put(queries, data.id, () => data);
      showToast(said(data));
    },
    onError: (error) => showToast(`Not changed: ${failureOf(error).message}`, "failed"),
    onSettled: () => askAgain(queries, LISTS),
  });
}
