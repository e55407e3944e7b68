import { queryOptions, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { type Api, api } from "../contract/api.ts";
import type { Endpoint, InputOf, OutputOf } from "../contract/endpoint.ts";
import type { Instant } from "../contract/instant.ts";
import { useApi, useLive } from "./ApiContext.tsx";
import type { Answer, Client } from "./client.ts";
import { pollDelay } from "./pollDelay.ts";

type Readable<A extends keyof Api> = {
  [N in keyof Api[A]]: Api[A][N] extends { method: "GET" } ? N : never;
}[keyof Api[A]];

type At<A extends keyof Api, N extends keyof Api[A]> = Extract<Api[A][N], Endpoint>;

/** A query is an endpoint and its input: the key is the endpoint's path, as `changed` names it. */
export function endpointQuery<A extends keyof Api, N extends Readable<A>>(
  client: Client,
  area: A,
  name: N,
  input: InputOf<At<A, N>>,
) {
  const { path } = api[area][name] as Endpoint;
  const call = client[area][name] as (
    input: InputOf<At<A, N>>,
    options: { signal: AbortSignal },
  ) => Promise<Answer<OutputOf<At<A, N>>>>;
  return queryOptions({
    queryKey: [path, input] as const,
    queryFn: ({ signal }) => call(input, { signal }),
  });
}

/**
 * Reads an endpoint and keeps it true: refreshed when the live channel says so, just after each
 * instant at which the answer changes by itself, and by a slow poll while the channel is down.
 */
export function useEndpoint<A extends keyof Api, N extends Readable<A>>(
  area: A,
  name: N,
  ...[input, changesAt]: object extends InputOf<At<A, N>>
    ? [input?: InputOf<At<A, N>>, changesAt?: ChangesAt<A, N>]
    : [input: InputOf<At<A, N>>, changesAt?: ChangesAt<A, N>]
): UseQueryResult<Answer<OutputOf<At<A, N>>>> {
  const { client } = useApi();
  const askAgainIn = useAskingAgain<OutputOf<At<A, N>>>(changesAt);
  return useQuery({
    ...endpointQuery(client, area, name, input ?? ({} as InputOf<At<A, N>>)),
    refetchInterval: askAgainIn,
  });
}

type ChangesAt<A extends keyof Api, N extends keyof Api[A]> = (
  data: OutputOf<At<A, N>>,
) => readonly (Instant | null)[];

interface Asked<T> {
  state: { data: Answer<T> | undefined; error: unknown };
}

/** When a query asks again by itself, in milliseconds from now; for those that are asked many at once. */
export function useAskingAgain<T>(
  changesAt?: (data: T) => readonly (Instant | null)[],
): (query: Asked<T>) => number | false {
  const { clock } = useApi();
  const live = useLive();
  return ({ state: { data, error } }) =>
    pollDelay(
      {
        live,
        observedAt: data?.server_time ?? null,
        instants: data && changesAt ? changesAt(data.data) : [],
        failing: error !== null,
      },
      clock.now(),
    );
}
