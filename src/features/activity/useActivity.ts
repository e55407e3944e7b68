import { useInfiniteQuery } from "@tanstack/react-query";
import { useApi, useLive } from "../../api/ApiContext.tsx";
import { pollDelay } from "../../api/pollDelay.ts";
import { activityApi } from "../../contract/activity.ts";

/** A page has so many entries. */
const STEP = 30;

/** What happened, newest first, as far back as it was asked for; all of it is asked again when it changes. */
export function useActivity() {
  const { client, clock } = useApi();
  const live = useLive();
  const asked = useInfiniteQuery({
    queryKey: [activityApi.list.path, { query: { limit: STEP } }, "pages"],
    queryFn: ({ pageParam, signal }) =>
      client.activity.list(
        { query: { limit: STEP, ...(pageParam !== null && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ data }) => data.next_cursor,
    refetchInterval: ({ state: { data, error } }) =>
      pollDelay(
        {
          live,
          observedAt: data?.pages[0]?.server_time ?? null,
          instants: [],
          failing: error !== null,
        },
        clock.now(),
      ),
  });
  const first = asked.data?.pages[0];
  return {
    ...asked,
    data: first && {
      ...first,
      data: asked.data?.pages.flatMap(({ data }) => data.entries) ?? [],
    },
  };
}
