import type { App } from "../server/app.ts";
import type { Principal } from "../server/admission/principal.ts";
import type { LiveEvent } from "../src/contract/live.ts";

/** A live connection as a caller has it. */
export interface LiveLine {
  say: (text: string) => void;
  /** What was heard, but for what has changed, in its order. */
  answers: Exclude<LiveEvent, { type: "changed" }>[];
  isOpen: () => boolean;
  close: () => void;
}

function listen() {
  const answers: LiveLine["answers"] = [];
  const hear = (text: string) => {
    const event = JSON.parse(text) as LiveEvent;
    if (event.type !== "changed") answers.push(event);
  };
  return { answers, hear };
}

/** A line without a socket. */
export function dialInProcess({ live }: App, principal: Principal): LiveLine {
  const { answers, hear } = listen();
  let say: LiveLine["say"] = () => {};
  let hangUp = () => {};
  live(
    {
      send: hear,
      onMessage: (listener) => (say = listener),
      onClose: (listener) => (hangUp = listener),
    },
    principal,
  );
  return { say: (text) => say(text), answers, isOpen: () => true, close: () => hangUp() };
}

/** The part of a WebSocket that a line needs; the browser's and `ws` have it. */
export interface Socket {
  readyState: number;
  send: (text: string) => void;
  close: () => void;
  addEventListener: {
    (type: "open" | "error", listener: () => void): void;
    (type: "message", listener: (event: { data: unknown }) => void): void;
  };
}

const OPEN = 1;

/** A line over a socket, once that is open. */
export function dial(socket: Socket): Promise<LiveLine> {
  const { answers, hear } = listen();
  socket.addEventListener("message", ({ data }) => hear(String(data)));
  return new Promise((resolve, reject) => {
    socket.addEventListener("error", () => reject(new Error("the socket did not open")));
    socket.addEventListener("open", () =>
      resolve({
        say: (text) => socket.send(text),
        answers,
        isOpen: () => socket.readyState === OPEN,
        close: () => socket.close(),
      }),
    );
  });
}
