import type { LiveSocket } from "./liveChannel.ts";

/**
 * A socket whose code is fetched behind the first page. Until then nothing is open, and nothing can
 * be sent; if it cannot be fetched it stays so, and the page polls.
 */
export function lateSocket(load: () => Promise<LiveSocket>): LiveSocket {
  let socket: LiveSocket | null = null;
  let closed = false;
  const waiting: ((socket: LiveSocket) => void)[] = [];
  load().then(
    (loaded) => {
      if (closed) return loaded.close();
      socket = loaded;
      for (const join of waiting) join(loaded);
    },
    () => {},
  );
  return {
    addEventListener(type: string, listener: (event: { data: unknown }) => void) {
      const join = (to: LiveSocket) => to.addEventListener(type as "message", listener);
      if (socket) join(socket);
      else waiting.push(join);
    },
    send: (text) => socket?.send(text),
    close() {
      closed = true;
      socket?.close();
    },
  };
}
