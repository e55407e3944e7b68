import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { useApi } from "../../api/ApiContext.tsx";
import type { Answer } from "../../api/client.ts";
import { endpointQuery } from "../../api/useEndpoint.ts";
import type { Job } from "../../contract/jobs.ts";
import type { ProviderId } from "../../contract/snapshot.ts";
import { useToasts } from "../../stores/toasts.ts";
import { failureOf } from "../../ui/failure.ts";

const PARAMETER = "job";

/** The refresh that is looked at: its id is in the URL, so that a reload finds it again. */
export function useRefreshJob() {
  const { client } = useApi();
  const queries = useQueryClient();
  const showToast = useToasts(({ show }) => show);
  const [parameters, setParameters] = useSearchParams();

  const point = (id: string | null) =>
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        if (id === null) after.delete(PARAMETER);
        else after.set(PARAMETER, id);
        return after;
      },
      { replace: true },
    );
  /** What an act was answered is the newest there is; it is asked again all the same. */
  const take = (answer: Answer<Job>) => {
    const { id } = answer.data;
    queries.setQueryData(endpointQuery(client, "jobs", "get", { params: { id } }).queryKey, answer);
    point(id);
  };
  const failed = (what: string) => (error: Error) =>
    showToast(`${what}: ${failureOf(error).message}`, "failed");

  const start = useMutation({
    mutationFn: (provider: ProviderId | undefined) =>
      client.providers.refresh({ body: provider === undefined ? {} : { provider } }),
    onSuccess: take,
    onError: failed("Not refreshed"),
  });
  const cancel = useMutation({
    mutationFn: (id: string) => client.jobs.cancel({ params: { id } }),
    onSuccess: take,
    onError: failed("Not cancelled"),
  });
  const retry = useMutation({
    mutationFn: (id: string) => client.jobs.retry({ params: { id } }),
    onSuccess: take,
    onError: failed("Not tried again"),
  });
  return { id: parameters.get(PARAMETER), start, cancel, retry, dismiss: () => point(null) };
}
