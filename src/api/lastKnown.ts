import type { Query } from "@tanstack/react-query";
import type { PersistedClient } from "@tanstack/react-query-persist-client";

/**
 * Whether an answer is kept over a reload: any that is there, also if asking again has failed since.
 * The far pages of a long list are not: they would make every write of the cache a long one.
 */
export const isKept = ({ state, meta }: Query): boolean =>
  state.data !== undefined && meta?.["persist"] !== false;

/** What is kept, without what went wrong since: after a reload that is found out anew. */
export const asLastKnown = (client: PersistedClient): PersistedClient => ({
  ...client,
  clientState: {
    ...client.clientState,
    queries: client.clientState.queries.map((query) => ({
      ...query,
      state: {
        ...query.state,
        status: "success",
        error: null,
        errorUpdateCount: 0,
        errorUpdatedAt: 0,
        fetchFailureCount: 0,
        fetchFailureReason: null,
      },
    })),
  },
});
