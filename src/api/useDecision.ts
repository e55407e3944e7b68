import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { decisionApi, type Decision } from "../contract/decision.ts";
import type { InputOf } from "../contract/endpoint.ts";
import type { Instant } from "../contract/instant.ts";
import { useApi, useLive } from "./ApiContext.tsx";
import type { Answer } from "./client.ts";
import { pollDelay } from "./pollDelay.ts";

export type Question = InputOf<typeof decisionApi.decide>["body"];

/**
 * May this work start? Asked again on `changed`, on focus, when it said to, and at each moment of
 * `changesAt` that the answer itself cannot know of.
 */
export function useDecision(
  question: Question,
  changesAt: readonly (Instant | null)[] = [],
): UseQueryResult<Answer<Decision>> {
  const { client, clock } = useApi();
  const live = useLive();
  return useQuery({
    queryKey: [decisionApi.decide.path, question],
    queryFn: ({ signal }) => client.decision.decide({ body: question }, { signal }),
    enabled: question.project_id !== "",
    refetchInterval: ({ state: { data, error } }) =>
      pollDelay(
        {
          live,
          observedAt: data?.server_time ?? null,
          instants: [data?.data.retry_at ?? null, ...changesAt],
          failing: error !== null,
        },
        clock.now(),
      ),
  });
}
