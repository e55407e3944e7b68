import { createContext, useContext, useSyncExternalStore } from "react";
import type { Client } from "./client.ts";
import type { LiveChannel } from "./liveChannel.ts";
import type { ServerClock } from "./serverClock.ts";

/** The page's one connection to its server. */
export interface ApiConnection {
  client: Client;
  clock: ServerClock;
  live: LiveChannel;
}

const Context = createContext<ApiConnection | null>(null);
export const ApiProvider = Context.Provider;

export function useApi(): ApiConnection {
  const connection = useContext(Context);
  if (!connection) throw new Error("useApi needs an ApiProvider above it.");
  return connection;
}

/** True while the server tells of changes by itself. */
export function useLive(): boolean {
  const { live } = useApi();
  return useSyncExternalStore(live.subscribe, live.isUp);
}
