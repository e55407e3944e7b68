import { useApi } from "../../api/ApiContext.tsx";
import { type Outgoing, useMessageStore } from "../../stores/messages.ts";

const NONE: readonly Outgoing[] = [];

let lastId = 0;

/** What a person is writing and sending to a session. */
export function useMessages(sessionId: string) {
  const { live } = useApi();
  const draft = useMessageStore(({ drafts }) => drafts[sessionId] ?? "");
  const outgoing = useMessageStore((store) => store.outgoing[sessionId] ?? NONE);
  const write = useMessageStore((store) => store.write);
  const put = useMessageStore((store) => store.put);
  const drop = useMessageStore((store) => store.drop);
  const transmit = async (id: number, text: string) => {
    put(sessionId, { id, text, state: "sending", error: null });
    const sent = await live.send({ session_id: sessionId, text });
    if (sent.outcome === "accepted") drop(sessionId, id);
    else put(sessionId, { id, text, state: sent.outcome, error: sent.error });
  };
  return {
    draft,
    outgoing,
    write: (text: string) => write(sessionId, text),
    /** Sends what is written, and makes room for the next. */
    send: (text: string) => {
      write(sessionId, "");
      void transmit(++lastId, text);
    },
    sendAgain: ({ id, text }: Outgoing) => void transmit(id, text),
    remove: ({ id }: Outgoing) => drop(sessionId, id),
  };
}
