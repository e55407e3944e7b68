import { RefusalError } from "../../api/errors.ts";
import type { Outgoing } from "../../stores/messages.ts";
import { Button } from "../../ui/Button.tsx";
import { CorrelationChip } from "../../ui/CorrelationChip.tsx";
import { failureOf } from "../../ui/failure.ts";
import { Notice } from "../../ui/Notice.tsx";
import { RefusalNotice } from "../../ui/RefusalNotice.tsx";

export interface OutgoingMessageProps {
  message: Outgoing;
  /** Why nothing can be sent now. */
  blockedBecause: string | null;
  onSendAgain: () => void;
  onRemove: () => void;
}

/** A message between its box and the session, with its text kept for another try. */
export function OutgoingMessage(props: OutgoingMessageProps) {
  const { message, blockedBecause, onSendAgain, onRemove } = props;
  const { text, state } = message;
  const which = <span className="sr-only"> {text.slice(0, 40)}</span>;
  return (
    <li className="space-y-2 rounded-control border border-line p-3">
      <p dir="auto" className="line-clamp-6 text-sm break-words whitespace-pre-wrap">
        {text}
      </p>
      {state === "sending" ? (
        <p className="text-sm text-muted">Sending…</p>
      ) : (
        <>
          <Outcome message={message} />
          <div className="flex flex-wrap gap-2">
            <Button blockedBecause={blockedBecause} onClick={onSendAgain}>
              Send again{which}
            </Button>
            <Button look="quiet" onClick={onRemove}>
              Remove{which}
            </Button>
          </div>
        </>
      )}
    </li>
  );
}

function Outcome({ message: { state, error } }: { message: Outgoing }) {
  if (error instanceof RefusalError) {
    const { reasons } = error.problem;
    return <RefusalNotice reasons={reasons} correlationId={error.correlationId} urgent />;
  }
  const { message, correlationId } = failureOf(error);
  return (
    <Notice
      look="unknown"
      title={state === "lost" ? "It is not known whether this message arrived" : "Not sent"}
      urgent
    >
      {message}
      {state === "lost" && " Look at the output, and send it again if it has not arrived."}
      {correlationId !== "" && (
        <div className="mt-2">
          <CorrelationChip id={correlationId} />
        </div>
      )}
    </Notice>
  );
}
