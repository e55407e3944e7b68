import { type FormEvent, type KeyboardEvent, useState } from "react";
import { useLive } from "../../api/ApiContext.tsx";
import { useDecision } from "../../api/useDecision.ts";
import { MESSAGE_LENGTH } from "../../contract/live.ts";
import type { Run } from "../../contract/runs.ts";
import { explain } from "../../domain/explain.ts";
import { Button } from "../../ui/Button.tsx";
import { useClock } from "../../ui/ClockContext.tsx";
import { Field } from "../../ui/Field.tsx";
import { RefusalNotice } from "../../ui/RefusalNotice.tsx";
import { OutgoingMessage } from "./OutgoingMessage.tsx";
import { useMessages } from "./useMessages.ts";

export interface MessageBoxProps {
  session: Pick<Run, "id" | "status">;
}

/** Talks to a session. What the agent makes of a message is in its output; here is what is on its way. */
export function MessageBox({ session }: MessageBoxProps) {
  const [missing, setMissing] = useState(false);
  const live = useLive();
  const clock = useClock();
  const { draft, outgoing, write, send, sendAgain, remove } = useMessages(session.id);
  const decision = useDecision({ kind: "message", session_id: session.id });
  const { refusal = null, reasons = [] } = decision.data?.data ?? {};
  const limit = refusal && explain(refusal, clock.now());
  const over = whyOver(session.status);
  const blocked =
    over ??
    (live ? null : "There is no live connection to the server. It is being tried again.") ??
    (limit && `${limit.title}. ${limit.sentence}`);

  const submit = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    const text = draft.trim();
    if (blocked !== null) return;
    setMissing(text === "");
    if (text !== "") send(text);
  };
  const sendByKey = (event: KeyboardEvent) => {
    // While a word is being composed, as in Japanese, Enter chooses it.
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) submit(event);
  };

  return (
    <div className="space-y-3">
      <form onSubmit={submit} noValidate className="space-y-2">
        <Field
          label="Message"
          hint={blocked ?? "Enter sends. Shift and Enter starts a new line."}
          error={missing ? "Write something first." : undefined}
        >
          {(control) => (
            <textarea
              {...control}
              rows={2}
              maxLength={MESSAGE_LENGTH}
              value={draft}
              readOnly={over !== null}
              aria-disabled={over !== null || undefined}
              onChange={({ target }) => {
                write(target.value);
                setMissing(false);
              }}
              onKeyDown={sendByKey}
            />
          )}
        </Field>
        <Button type="submit" look="primary" blockedBecause={blocked}>
          Send
        </Button>
      </form>
      {over === null && (
        <RefusalNotice reasons={reasons} correlationId={decision.data?.correlation_id ?? ""} />
      )}
      {outgoing.length > 0 && (
        <ul aria-label="Messages on their way" className="space-y-3">
          {outgoing.map((message) => (
            <OutgoingMessage
              key={message.id}
              message={message}
              blockedBecause={blocked}
              onSendAgain={() => sendAgain(message)}
              onRemove={() => remove(message)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

/** Why a session takes no messages any more, or not yet. */
function whyOver(status: Run["status"]): string | null {
  if (status === "running") return null;
  if (status === "queued") return "The session has not started yet.";
  return status === "stopping" ? "The session is being stopped." : "The session is over.";
}
