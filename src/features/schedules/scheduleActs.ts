import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useApi } from "../../api/ApiContext.tsx";
import { askAgain } from "../../api/askAgain.ts";
import { useAttemptKey } from "../../api/useAttemptKey.ts";
import { type Schedule, schedulesApi } from "../../contract/schedules.ts";
import { useToasts } from "../../stores/toasts.ts";
import { failureOf } from "../../ui/failure.ts";
import { additionOf, changeOf, type ScheduleDraft } from "./scheduleDraft.ts";

const changes = [schedulesApi.list.path, schedulesApi.get.path];

/** Adds a schedule, or changes `before`. What is wrong is the form's to say. */
export function useSaveSchedule(before: Schedule | null) {
  const { client } = useApi();
  const queries = useQueryClient();
  const attempt = useAttemptKey();
  return useMutation({
    mutationFn: (draft: ScheduleDraft) =>
      before === null
        ? client.schedules.add({ body: additionOf(draft), idempotencyKey: attempt.keyOf(draft) })
        : client.schedules.change({ params: { id: before.id }, body: changeOf(before, draft) }),
    onSettled: () => askAgain(queries, changes),
  });
}

/** Pauses a schedule, or lets it go on. */
export function useSwitchSchedule({ id, name }: Schedule) {
  const { client } = useApi();
  const queries = useQueryClient();
  const showToast = useToasts(({ show }) => show);
  return useMutation({
    mutationFn: (enabled: boolean) =>
      client.schedules.change({ params: { id }, body: { enabled } }),
    onSuccess: ({ data: { enabled } }) => showToast(`${name} ${enabled ? "goes on" : "paused"}`),
    onError: (error) => showToast(`Not changed: ${failureOf(error).message}`, "failed"),
    onSettled: () => askAgain(queries, changes),
  });
}

export function useRemoveSchedule({ id, name }: Schedule) {
  const { client } = useApi();
  const queries = useQueryClient();
  const showToast = useToasts(({ show }) => show);
  return useMutation({
    mutationFn: () => client.schedules.remove({ params: { id } }),
    onSuccess: () => showToast(`${name} deleted`),
    onError: (error) => showToast(`Not deleted: ${failureOf(error).message}`, "failed"),
    onSettled: () => askAgain(queries, changes),
  });
}
