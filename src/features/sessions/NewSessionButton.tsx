import { lazy, Suspense, useState } from "react";
import { useStart } from "../../api/useStart.ts";
import { explain } from "../../domain/explain.ts";
import { useToasts } from "../../stores/toasts.ts";
import { Button } from "../../ui/Button.tsx";
import { useClock } from "../../ui/ClockContext.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { RefusalNotice } from "../../ui/RefusalNotice.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { emptyDraft, type SessionDraft } from "./sessionDraft.ts";
import { startChanges } from "./startChanges.ts";
import { useStanding } from "./useStanding.ts";

/** Fetched when it is asked for: the page that most come for stands without it. */
const NewSessionForm = lazy(async () => {
  const { NewSessionForm: form } = await import("./NewSessionForm.tsx");
  return { default: form };
});

/** Starts a session (seed 000). What the server would refuse, the button says beforehand. */
export function NewSessionButton() {
  const [asking, setAsking] = useState(false);
  const [draft, setDraft] = useState<SessionDraft>(emptyDraft);
  const clock = useClock();
  const showToast = useToasts(({ show }) => show);
  const { refusal, decision } = useStanding();
  const chosen = useStanding(draft.agent || null);
  // Here and not in the form: a draft that is put away and sent again is the same start.
  const start = useStart({
    send: (client, body: SessionDraft, idempotencyKey) =>
      client.sessions.start({
        body: {
          ...(body.name !== "" && { name: body.name }),
          ...(body.agent !== "" && { agent: body.agent }),
          ...(body.project_id !== "" && { project_id: body.project_id }),
        },
        idempotencyKey,
      }),
    changes: startChanges,
    onStarted: () => {
      setAsking(false);
      setDraft(emptyDraft);
      showToast("Session started");
    },
  });
  // Another agent has other accounts, and is chosen in the dialog.
  const blocked =
    refusal && refusal.reason !== "accounts_depleted" && explain(refusal, clock.now());
  const open = () => {
    if (!start.isPending) start.reset();
    setAsking(true);
  };
  return (
    <div className="max-w-3xl min-w-0 space-y-3">
      <Button
        look="primary"
        aria-haspopup="dialog"
        blockedBecause={blocked ? `${blocked.title}. ${blocked.sentence}` : null}
        onClick={open}
      >
        + New Session
      </Button>
      {refusal && (
        <RefusalNotice
          refusal={refusal}
          correlationId={decision.data?.data.refusal ? decision.data.correlation_id : ""}
        />
      )}
      <Dialog open={asking} title="New session" onClose={() => setAsking(false)}>
        {asking && (
          <Suspense fallback={<Skeleton lines={5} label="Loading the form" />}>
            <NewSessionForm
              draft={draft}
              onDraft={setDraft}
              refusal={chosen.refusal}
              decision={chosen.decision}
              start={start}
              onCancel={() => setAsking(false)}
            />
          </Suspense>
        )}
      </Dialog>
    </div>
  );
}
