import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useApi } from "../../api/ApiContext.tsx";
import { askAgain } from "../../api/askAgain.ts";
import type { ResourceKey } from "../../contract/api.ts";
import { type Connection, providersApi } from "../../contract/providers.ts";
import { useToasts } from "../../stores/toasts.ts";
import { failureOf } from "../../ui/failure.ts";

const changes: readonly ResourceKey[] = [
  providersApi.client.path,
  providersApi.discovered.path,
  "/activity",
  "/decision",
];

/** Removes an account with its credential and its history, and says so. */
export function useRemoveAccount(onRemoved?: () => void) {
  const { client } = useApi();
  const queries = useQueryClient();
  const showToast = useToasts(({ show }) => show);
  return useMutation({
    mutationFn: ({ id }: Pick<Connection, "id" | "nickname">) =>
      client.providers.disconnect({ params: { id } }),
    onSuccess: (_, { nickname }) => {
      showToast(`${nickname} removed`);
      onRemoved?.();
    },
    onError: (error) => showToast(`Not removed: ${failureOf(error).message}`, "failed"),
    onSettled: () => askAgain(queries, changes),
  });
}
