import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Suspense, useEffect, useState } from "react";
import { ErrorBoundary } from "react-error-boundary";
import { MemoryRouter } from "react-router";
import { type ApiConnection, ApiProvider } from "../api/ApiContext.tsx";
import { ClockProvider } from "../ui/ClockContext.tsx";
import { CrashNotice } from "../ui/CrashNotice.tsx";
import { PageLink } from "../features/frame/PageLink.tsx";
import { LinkProvider } from "../ui/LinkContext.tsx";
import { findStory } from "./collection.ts";
import { freshStores } from "./freshStores.ts";
import type { Settings } from "./settings.ts";
import { connectStory } from "./storyConnection.ts";

export interface StageProps {
  component: string;
  state: string;
  settings: Settings;
}

/** One story by itself, in a world of its own. */
export function Stage({ component, state, settings }: StageProps) {
  const story = findStory(component, state);
  const world = useStoryWorld(settings, story);
  useLook(settings);
  if (!story) {
    return (
      <p className="p-4">
        There is no story {component}/{state}.
      </p>
    );
  }
  if (!world) return null;
  const { connection, queries } = world;
  return (
    <ErrorBoundary FallbackComponent={CrashNotice}>
      <QueryClientProvider client={queries}>
        <ApiProvider value={connection}>
          <ClockProvider value={connection.clock}>
            <MemoryRouter initialEntries={[story.path ?? "/"]}>
              <Suspense>
                <div
                  data-story={`${component}/${state}`}
                  className={story.room === "pages" ? "" : "p-4"}
                >
                  <LinkProvider value={PageLink}>{story.draw()}</LinkProvider>
                </div>
              </Suspense>
            </MemoryRouter>
          </ClockProvider>
        </ApiProvider>
      </QueryClientProvider>
    </ErrorBoundary>
  );
}

interface World {
  connection: ApiConnection;
  queries: QueryClient;
}

function useStoryWorld(settings: Settings, story: ReturnType<typeof findStory>): World | null {
  const [world, setWorld] = useState<World | null>(null);
  const { role, clock, theme } = settings;
  const scenario = settings.scenario ?? story?.scenario ?? "busy";
  const latency = settings.latency ?? story?.latency ?? 0;
  useEffect(() => {
    let wanted = true;
    freshStores(theme);
    const queries = new QueryClient({
      defaultOptions: {
        queries: { retry: false, networkMode: "always" },
        mutations: { networkMode: "always" },
      },
    });
    const now = clock === "live" ? Date.now : () => Date.parse(clock);
    const onChanged = (keys: readonly string[]) =>
      void queries.invalidateQueries({
        predicate: ({ queryKey }) => keys.includes(String(queryKey[0])),
      });
    void connectStory({ scenario, role, latency, now, onChanged }).then((connection) => {
      if (wanted) setWorld({ connection, queries });
    });
    return () => {
      wanted = false;
      queries.clear();
      setWorld(null);
    };
  }, [scenario, role, latency, clock, theme]);
  return world;
}

/** Theme, size of text and direction are the document's. */
function useLook({ theme, text, direction }: Settings): void {
  useEffect(() => {
    const { documentElement: root } = document;
    if (theme === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = theme;
    root.style.fontSize = text === 100 ? "" : `${text}%`;
    root.dir = direction;
  }, [theme, text, direction]);
}
