import { API_PREFIX } from "../contract/api.ts";
import { LIVE_PATH, LiveEvent } from "../contract/live.ts";
import { createMessenger, type Messenger } from "./messenger.ts";

/**
 * The part of a WebSocket that the channel uses; partysocket's reconnects by itself. It must not
 * keep what is sent while it is down: what arrives late has been given up by then.
 */
export interface LiveSocket {
  addEventListener(type: "open" | "close", listener: () => void): void;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
  send(text: string): void;
  close(): void;
}

/** Tells which answers may have changed, and whether it can be relied on to tell. */
export interface LiveChannel {
  isUp: () => boolean;
  subscribe: (onStatus: () => void) => () => void;
  /** Sends a message to a session; nothing goes out while the channel is down. */
  send: Messenger["send"];
  close: () => void;
}

export interface LiveHandlers {
  /** Paths of the API table whose answers may have changed. */
  onChanged: (keys: readonly string[]) => void;
  /** After a gap: anything may have changed meanwhile. */
  onReconnected: () => void;
}

export function openLiveChannel(socket: LiveSocket, handlers: LiveHandlers): LiveChannel {
  const listeners = new Set<() => void>();
  const messenger = createMessenger((text) => {
    if (up) socket.send(text);
    return up;
  });
  let up = false;
  let wasUp = false;
  const setUp = (value: boolean) => {
    if (value === up) return;
    up = value;
    if (!up) messenger.giveUp();
    for (const listener of listeners) listener();
  };
  socket.addEventListener("open", () => {
    setUp(true);
    if (wasUp) handlers.onReconnected();
    wasUp = true;
  });
  socket.addEventListener("close", () => setUp(false));
  socket.addEventListener("message", ({ data }) => {
    const event = parse(data);
    if (event?.type === "changed") handlers.onChanged(event.keys);
    else if (event) messenger.hear(event);
  });
  return {
    isUp: () => up,
    subscribe(onStatus) {
      listeners.add(onStatus);
      return () => listeners.delete(onStatus);
    },
    send: messenger.send,
    close: () => socket.close(),
  };
}

/** Messages of a newer server that this page does not know are passed over. */
function parse(data: unknown): LiveEvent | null {
  try {
    return LiveEvent.safeParse(JSON.parse(String(data))).data ?? null;
  } catch {
    return null;
  }
}

/** Where the live channel is, for a base URL ("" is the page's own origin). */
export function liveUrl(baseUrl: string, pageUrl: string): string {
  const url = new URL(`${baseUrl}${API_PREFIX}${LIVE_PATH}`, pageUrl);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
