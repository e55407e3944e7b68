import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useApi, useLive } from "../../api/ApiContext.tsx";
import type { Answer } from "../../api/client.ts";
import { pollDelay } from "../../api/pollDelay.ts";
import { decisionApi, type Decision } from "../../contract/decision.ts";

/** May a run start in this project? Asked again on `changed`, on focus, and when it said to. */
export function useDecision(projectId: string): UseQueryResult<Answer<Decision>> {
  const { client, clock } = useApi();
  const live = useLive();
  const body = { kind: "run", project_id: projectId } as const;
  return useQuery({
    queryKey: [decisionApi.decide.path, body],
    queryFn: ({ signal }) => client.decision.decide({ body }, { signal }),
    enabled: projectId !== "",
    refetchInterval: ({ state: { data, error } }) =>
      pollDelay(
        {
          live,
          observedAt: data?.server_time ?? null,
          instants: [data?.data.retry_at ?? null],
          failing: error !== null,
        },
        clock.now(),
      ),
  });
}
