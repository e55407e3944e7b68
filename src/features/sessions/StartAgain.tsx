import { useNavigate } from "react-router";
import { FaultError, RefusalError } from "../../api/errors.ts";
import { useStart } from "../../api/useStart.ts";
import type { Run } from "../../contract/runs.ts";
import { explain } from "../../domain/explain.ts";
import { useToasts } from "../../stores/toasts.ts";
import { Button } from "../../ui/Button.tsx";
import { useClock } from "../../ui/ClockContext.tsx";
import { FailedState } from "../../ui/FailedState.tsx";
import { RefusalNotice } from "../../ui/RefusalNotice.tsx";
import { startChanges } from "./startChanges.ts";
import { useStanding } from "./useStanding.ts";

export interface StartAgainProps {
  /** One that is over. */
  session: Pick<Run, "id" | "provider" | "refusal">;
}

/** Starts a session with the name, agent and project of one that is over, and goes there. */
export function StartAgain({ session }: StartAgainProps) {
  const navigate = useNavigate();
  const clock = useClock();
  const showToast = useToasts(({ show }) => show);
  const { refusal, reasons, decision } = useStanding(session.provider);
  const start = useStart({
    send: (client, session_id: string, idempotencyKey) =>
      client.sessions.start({ body: { session_id }, idempotencyKey }),
    changes: startChanges,
    onStarted: ({ data }) => {
      showToast("Session started");
      void navigate(`/sessions/${data.id}`);
    },
  });
  const { error } = start;
  // The refusal of an attempt stands until the question has been answered anew.
  const lost =
    error instanceof RefusalError && decision.dataUpdatedAt <= start.submittedAt ? error : null;
  const shown = refusal ? reasons : (lost?.problem.reasons ?? []);
  const blocked = refusal && explain(refusal, clock.now());
  return (
    <div className="space-y-3">
      <Button
        look="primary"
        blockedBecause={blocked && `${blocked.title}. ${blocked.sentence}`}
        aria-busy={start.isPending}
        onClick={() => start.mutate(session.id)}
      >
        {start.isPending ? "Starting…" : "Start again"}
      </Button>
      {/* What has ended the session is said already. */}
      {shown[0]?.reason !== session.refusal?.reason && (
        <RefusalNotice
          reasons={shown}
          correlationId={(refusal ? decision.data?.correlation_id : lost?.correlationId) ?? ""}
          urgent={error instanceof RefusalError}
        />
      )}
      {error && !(error instanceof RefusalError) && (
        <FailedState
          title={
            error instanceof FaultError
              ? "The session did not start"
              : "It is not known whether the session started"
          }
          error={error}
          onRetry={() => start.mutate(session.id)}
        />
      )}
    </div>
  );
}
