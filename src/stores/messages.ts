import { create } from "zustand";

/** A message that has left its box and is not known to have arrived. */
export interface Outgoing {
  id: number;
  text: string;
  /** `refused` and `unsent` have not arrived; of one that is `lost`, nobody knows. */
  state: "sending" | "refused" | "unsent" | "lost";
  /** What is known of why; null while it is being sent. */
  error: unknown;
}

/** What is being written and sent, by session: it outlives a look at another page, not this one. */
interface Messages {
  drafts: Readonly<Record<string, string>>;
  outgoing: Readonly<Record<string, readonly Outgoing[]>>;
  write: (sessionId: string, draft: string) => void;
  /** Adds a message, or says how it stands by now. */
  put: (sessionId: string, message: Outgoing) => void;
  drop: (sessionId: string, id: number) => void;
}

export const useMessageStore = create<Messages>()((set) => ({
  drafts: {},
  outgoing: {},
  write: (sessionId, draft) => set(({ drafts }) => ({ drafts: { ...drafts, [sessionId]: draft } })),
  put: (sessionId, message) =>
    set(({ outgoing }) => {
      const before = outgoing[sessionId] ?? [];
      const known = before.some(({ id }) => id === message.id);
      const after = known
        ? before.map((one) => (one.id === message.id ? message : one))
        : [...before, message];
      return { outgoing: { ...outgoing, [sessionId]: after } };
    }),
  drop: (sessionId, dropped) =>
    set(({ outgoing }) => ({
      outgoing: {
        ...outgoing,
        [sessionId]: (outgoing[sessionId] ?? []).filter(({ id }) => id !== dropped),
      },
    })),
}));
