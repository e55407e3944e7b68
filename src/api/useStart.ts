import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { ResourceKey } from "../contract/api.ts";
import { useApi } from "./ApiContext.tsx";
import { askAgain } from "./askAgain.ts";
import type { Answer, Client } from "./client.ts";
import { useAttemptKey } from "./useAttemptKey.ts";

export interface StartOptions<Draft, Started> {
  send: (client: Client, draft: Draft, idempotencyKey: string) => Promise<Answer<Started>>;
  /** What is to be asked again, however it went. */
  changes: readonly ResourceKey[];
  onStarted: (answer: Answer<Started>) => void;
}

/**
 * Starts work. The same draft sent again after an answer that never came is the same start. While one
 * is on its way, none is sent.
 */
export function useStart<Draft, Started>({
  send,
  changes,
  onStarted,
}: StartOptions<Draft, Started>) {
  const { client } = useApi();
  const queries = useQueryClient();
  const attempt = useAttemptKey();
  const busy = useRef(false);
  const start = useMutation({
    mutationFn: (body: Draft) => send(client, body, attempt.keyOf(body)),
    onSuccess: (answer) => {
      attempt.end();
      onStarted(answer);
    },
    // Not waited for: what became of the start is known, however long these take.
    onSettled: () => {
      busy.current = false;
      askAgain(queries, changes);
    },
  });
  // Of two clicks in one breath the second comes before it shows that the first is on its way.
  const mutate: typeof start.mutate = (...draft) => {
    if (busy.current) return;
    busy.current = true;
    start.mutate(...draft);
  };
  return { ...start, mutate };
}
