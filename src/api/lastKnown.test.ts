import { QueryClient } from "@tanstack/react-query";
import {
  persistQueryClientRestore,
  persistQueryClientSave,
} from "@tanstack/react-query-persist-client";
import { expect, it } from "vitest";
import { asLastKnown, isKept } from "./lastKnown.ts";

/** What a page has after a reload, of what it had before. */
async function reloaded(before: QueryClient): Promise<QueryClient> {
  let kept = "";
  const persister = {
    persistClient: (client: Parameters<typeof asLastKnown>[0]) => {
      kept = JSON.stringify(asLastKnown(client));
    },
    restoreClient: () => JSON.parse(kept),
    removeClient: () => {},
  };
  await persistQueryClientSave({
    queryClient: before,
    persister,
    dehydrateOptions: { shouldDehydrateQuery: isKept },
  });
  const after = new QueryClient();
  await persistQueryClientRestore({ queryClient: after, persister });
  return after;
}

const client = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });
const key = ["/quota/runs"];
const fails = async () => {
  throw new Error("The server cannot be reached.");
};

it("keeps a value over two reloads, although no answer comes in between", async () => {
  const first = client();
  await first.fetchQuery({ queryKey: key, queryFn: async () => ({ used: 7 }) });
  const seen = first.getQueryState(key)?.dataUpdatedAt;

  let page = await reloaded(first);
  for (const _ of ["one", "two"]) {
    await expect(page.fetchQuery({ queryKey: key, queryFn: fails, retry: false })).rejects.toThrow(
      "cannot be reached",
    );
    expect(page.getQueryState(key)).toMatchObject({ status: "error", data: { used: 7 } });
    page = await reloaded(page);
    expect(page.getQueryState(key)).toMatchObject({
      status: "success",
      data: { used: 7 },
      error: null,
      errorUpdateCount: 0,
      fetchFailureCount: 0,
      fetchFailureReason: null,
      dataUpdatedAt: seen,
    });
  }
});

it("keeps nothing where there never was a value, or where it is not to be kept", async () => {
  const page = client();
  await page.fetchQuery({ queryKey: ["failed"], queryFn: fails }).catch(() => {});
  void page.fetchQuery({ queryKey: ["pending"], queryFn: () => new Promise(() => {}) });
  await page.fetchQuery({
    queryKey: ["far pages"],
    queryFn: async () => 1,
    meta: { persist: false },
  });
  expect((await reloaded(page)).getQueryCache().getAll()).toEqual([]);
});
