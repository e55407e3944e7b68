import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useApi } from "../../api/ApiContext.tsx";
import { askAgain } from "../../api/askAgain.ts";
import { useAttemptKey } from "../../api/useAttemptKey.ts";
import { endpointQuery } from "../../api/useEndpoint.ts";
import type { ResourceKey } from "../../contract/api.ts";
import type { InputOf } from "../../contract/endpoint.ts";
import { type Connection, type CredentialInput, providersApi } from "../../contract/providers.ts";

export type ConnectRequest =
  | { add: InputOf<(typeof providersApi)["connect"]>["body"] }
  | { change: { id: string; credential: CredentialInput } };

const changes: readonly ResourceKey[] = [
  providersApi.client.path,
  providersApi.discovered.path,
  "/decision",
];

/**
 * Adds an account, or gives one another credential; the answer says whether it works. The request
 * is no variable of the mutation: those stay in a cache, and this one may hold a secret.
 */
export function useConnect(onConnected: (connection: Connection) => void) {
  const { client } = useApi();
  const queries = useQueryClient();
  const request = useRef<ConnectRequest | null>(null);
  const attempt = useAttemptKey();
  const mutation = useMutation({
    mutationFn: () => {
      const given = request.current;
      if (given === null) throw new Error("There is nothing to send.");
      return "add" in given
        ? client.providers.connect({ body: given.add, idempotencyKey: attempt.keyOf(given.add) })
        : client.providers.change({
            params: { id: given.change.id },
            body: { credential: given.change.credential },
          });
    },
    onSuccess: (answer) => {
      attempt.end();
      const { id } = answer.data;
      queries.setQueryData(
        endpointQuery(client, "providers", "connection", { params: { id } }).queryKey,
        answer,
      );
    },
    onSettled: () => {
      request.current = null;
      askAgain(queries, changes);
    },
  });
  return {
    error: mutation.error,
    isPending: mutation.isPending,
    reset: mutation.reset,
    send(given: ConnectRequest) {
      if (mutation.isPending) return;
      request.current = given;
      mutation.mutate(undefined, { onSuccess: ({ data }) => onConnected(data) });
    },
  };
}
