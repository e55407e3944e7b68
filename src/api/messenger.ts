import { type LiveEvent, type LiveRequest, problemOfRefused } from "../contract/live.ts";
import {
  FaultError,
  MalformedAnswerError,
  OfflineError,
  RefusalError,
  TimeoutError,
} from "./errors.ts";

/** What became of a message. `unsent`: it has not left this page. `lost`: nobody knows. */
export type SendOutcome =
  | { outcome: "accepted" }
  | { outcome: "refused"; error: RefusalError | FaultError | MalformedAnswerError }
  | { outcome: "unsent"; error: OfflineError }
  | { outcome: "lost"; error: OfflineError | TimeoutError };

export interface Messenger {
  /** Resolves with what became of it, whatever that is. */
  send: (message: Pick<LiveRequest, "session_id" | "text">) => Promise<SendOutcome>;
  hear: (answer: Exclude<LiveEvent, { type: "changed" }>) => void;
  /** The connection broke: the answers that are still missing will never come. */
  giveUp: () => void;
}

/** An answer that takes longer is not waited for. */
export const ANSWER_MS = 10_000;

/** Sends messages and finds each one's answer. `transmit` says whether it could send at all. */
export function createMessenger(transmit: (text: string) => boolean): Messenger {
  const awaited = new Map<string, (outcome: SendOutcome) => void>();
  return {
    send: (message) =>
      new Promise((resolve) => {
        const client_id = crypto.randomUUID();
        const settle = (outcome: SendOutcome) => {
          clearTimeout(timer);
          awaited.delete(client_id);
          resolve(outcome);
        };
        const timer = setTimeout(() => {
          const error = new TimeoutError("The server did not answer in time.", "");
          settle({ outcome: "lost", error });
        }, ANSWER_MS);
        awaited.set(client_id, settle);
        const request: LiveRequest = { type: "send_message", client_id, ...message };
        if (transmit(JSON.stringify(request))) return;
        const error = new OfflineError("There is no live connection to the server.", "");
        settle({ outcome: "unsent", error });
      }),
    hear(answer) {
      const settle = awaited.get(answer.client_id ?? "");
      if (answer.type === "send_accepted") settle?.({ outcome: "accepted" });
      else settle?.({ outcome: "refused", error: errorOf(answer) });
    },
    giveUp() {
      const error = new OfflineError("The connection broke before an answer came.", "");
      for (const settle of awaited.values()) settle({ outcome: "lost", error });
    },
  };
}

function errorOf(refused: Extract<LiveEvent, { type: "send_refused" }>) {
  const problem = problemOfRefused(refused);
  if (!problem) {
    return new MalformedAnswerError("The server's refusal does not have the agreed shape.", 0, "");
  }
  return "reason" in problem
    ? new RefusalError(problem, problem.correlation_id)
    : new FaultError(problem, problem.correlation_id);
}
