import { createAsyncStoragePersister } from "@tanstack/query-async-storage-persister";
import { QueryClient, useIsRestoring } from "@tanstack/react-query";
import { PersistQueryClientProvider } from "@tanstack/react-query-persist-client";
import { del, get, set } from "idb-keyval";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ErrorBoundary } from "react-error-boundary";
import { BrowserRouter } from "react-router";
import { ApiProvider } from "./api/ApiContext.tsx";
import { createClient } from "./api/client.ts";
import { FaultError, RefusalError } from "./api/errors.ts";
import { asLastKnown, isKept } from "./api/lastKnown.ts";
import { lateSocket } from "./api/lateSocket.ts";
import { liveUrl, openLiveChannel } from "./api/liveChannel.ts";
import { createServerClock } from "./api/serverClock.ts";
import { CONTRACT_VERSION } from "./contract/api.ts";
import { AppRoutes } from "./routes.tsx";
import { ClockProvider } from "./ui/ClockContext.tsx";
import { CrashNotice } from "./ui/CrashNotice.tsx";

const A_WEEK_MS = 7 * 24 * 3_600_000;
/** A cache that is not there by then is done without. */
const RESTORE_MS = 500;

/** In mock mode a scenario is a world of its own, and its cache too. */
async function openWorld(): Promise<string> {
  if (import.meta.env.MODE !== "mock") return "server";
  const { startMocks } = await import("../mocks/browser.ts");
  return (await startMocks()).scenario;
}

/** Opens the product: its page over its server, or, in mock mode, over a scenario. */
export async function openPage(element: HTMLElement): Promise<void> {
  const world = await openWorld();
  const baseUrl = import.meta.env.VITE_API_BASE ?? "";
  const clock = createServerClock();
  const client = createClient({ baseUrl, onTiming: clock.observe });
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        gcTime: A_WEEK_MS,
        // What the server said plainly it will say again; a lost connection deserves one more try.
        retry: (failures, error) =>
          failures < 1 && !(error instanceof FaultError || error instanceof RefusalError),
        retryDelay: 500,
        // Whether the server can be reached is found out by asking it: it may be on this machine.
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
  const socket = lateSocket(async () => {
    const { WebSocket: ReconnectingWebSocket } = await import("partysocket");
    return new ReconnectingWebSocket(liveUrl(baseUrl, location.href), undefined, {
      maxEnqueuedMessages: 0,
    });
  });
  const live = openLiveChannel(socket, {
    onChanged: (keys) =>
      void queries.invalidateQueries({
        predicate: ({ queryKey }) => keys.includes(String(queryKey[0])),
      }),
    onReconnected: () => void queries.invalidateQueries(),
  });
  const persister = createAsyncStoragePersister({
    key: `leeway.queries.${world}`,
    serialize: (kept) => JSON.stringify(asLastKnown(kept)),
    storage: {
      getItem: (key) =>
        Promise.race([
          get<string>(key),
          new Promise<undefined>((resolve) => setTimeout(resolve, RESTORE_MS)),
        ]),
      setItem: set,
      removeItem: del,
    },
  });

  createRoot(element).render(
    <StrictMode>
      <ErrorBoundary FallbackComponent={CrashNotice}>
        <PersistQueryClientProvider
          client={queries}
          persistOptions={{
            persister,
            maxAge: A_WEEK_MS,
            buster: CONTRACT_VERSION,
            dehydrateOptions: { shouldDehydrateQuery: isKept },
          }}
        >
          <ApiProvider value={{ client, clock, live }}>
            <ClockProvider value={clock}>
              <BrowserRouter>
                <OnceRestored>
                  <AppRoutes />
                </OnceRestored>
              </BrowserRouter>
            </ClockProvider>
          </ApiProvider>
        </PersistQueryClientProvider>
      </ErrorBoundary>
    </StrictMode>,
  );
}

/** The first paint shows what was last known, and nothing jumps from empty to full. */
function OnceRestored({ children }: { children: ReactNode }) {
  return useIsRestoring() ? null : children;
}
