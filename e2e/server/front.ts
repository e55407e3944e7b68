import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";

/** A proxy that passes requests on, but no live channel, and can hold the API's answers back. */
export interface Front {
  url: string;
  /** The paths that were asked for, in order. */
  seen: readonly string[];
  /** From now on no request to the API is answered… */
  hold: () => void;
  /** … until now. */
  release: () => void;
  close: () => Promise<void>;
}

export async function openFront(target: string): Promise<Front> {
  const { host, hostname, port } = new URL(target);
  const seen: string[] = [];
  let held: (() => void)[] | null = null;
  const proxy = createServer((incoming, outgoing) => {
    const { origin: _, ...headers } = incoming.headers;
    seen.push(incoming.url ?? "");
    const pass = () => {
      const onward = request(
        {
          hostname,
          port,
          path: incoming.url,
          method: incoming.method,
          headers: { ...headers, host },
        },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        },
      );
      onward.on("error", () => outgoing.writeHead(502).end("Bad gateway"));
      incoming.pipe(onward);
    };
    if (held && incoming.url?.startsWith("/api/")) held.push(pass);
    else pass();
  });
  proxy.on("upgrade", (_, socket) => socket.destroy());
  await once(proxy.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    seen,
    hold() {
      held = [];
    },
    release() {
      for (const pass of held ?? []) pass();
      held = null;
    },
    async close() {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
