import { useNavigate } from "react-router";
import { startProblem } from "../../api/startProblem.ts";
import { useStart } from "../../api/useStart.ts";
import type { Run } from "../../contract/runs.ts";
import { explain } from "../../domain/explain.ts";
import { useToasts } from "../../stores/toasts.ts";
import { Button } from "../../ui/Button.tsx";
import { useClock } from "../../ui/ClockContext.tsx";
import { RefusalNotice } from "../../ui/RefusalNotice.tsx";
import { StartFailed } from "../../ui/StartFailed.tsx";
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
  const problem = startProblem(start, decision, reasons);
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
      {problem.reasons[0]?.reason !== session.refusal?.reason && (
        <RefusalNotice
          reasons={problem.reasons}
          correlationId={problem.correlationId}
          urgent={problem.urgent}
        />
      )}
      {problem.failure && (
        <StartFailed
          what="session"
          error={problem.failure}
          onRetry={() => start.mutate(session.id)}
        />
      )}
    </div>
  );
}
