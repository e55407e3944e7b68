import { useState } from "react";
import { useStart } from "../../api/useStart.ts";
import { explain } from "../../domain/explain.ts";
import { isOfVendor } from "../../domain/isOfVendor.ts";
import { useToasts } from "../../stores/toasts.ts";
import { Button } from "../../ui/Button.tsx";
import { useClock } from "../../ui/ClockContext.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { RefusalNotice } from "../../ui/RefusalNotice.tsx";
import type { NewSessionForm } from "./NewSessionForm.tsx";
import { emptyDraft, type SessionDraft } from "./sessionDraft.ts";
import { startChanges } from "./startChanges.ts";
import { useStanding } from "./useStanding.ts";

/** Starts a session (seed 000). What the server would refuse, the button says beforehand. */
export function NewSessionButton() {
  const [asking, setAsking] = useState<{ Form: typeof NewSessionForm } | null>(null);
  const close = () => setAsking(null);
  const [draft, setDraft] = useState<SessionDraft>(emptyDraft);
  const clock = useClock();
  const showToast = useToasts(({ show }) => show);
  const { refusal, reasons, decision } = useStanding();
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
      close();
      setDraft(emptyDraft);
      showToast("Session started");
    },
  });
  // Another agent has other accounts, and meets no caps; it is chosen in the dialog.
  const blocked = refusal && !isOfVendor(refusal) && explain(refusal, clock.now());
  // Fetched when it is asked for; the dialog opens with it, so that the focus finds its first field.
  const open = async () => {
    if (!start.isPending) start.reset();
    try {
      const { NewSessionForm: Form } = await import("./NewSessionForm.tsx");
      setAsking({ Form });
    } catch {
      showToast("The form could not be fetched. Is the server reachable?", "failed");
    }
  };
  return (
    <div className="max-w-3xl min-w-0 space-y-3">
      <Button
        look="primary"
        aria-haspopup="dialog"
        blockedBecause={blocked ? `${blocked.title}. ${blocked.sentence}` : null}
        onClick={() => void open()}
      >
        + New Session
      </Button>
      <RefusalNotice
        reasons={reasons}
        correlationId={decision.data?.data.refusal ? decision.data.correlation_id : ""}
      />
      <Dialog open={asking !== null} title="New session" onClose={close}>
        {asking && (
          <asking.Form
            draft={draft}
            onDraft={setDraft}
            reasons={chosen.reasons}
            decision={chosen.decision}
            start={start}
            onCancel={close}
          />
        )}
      </Dialog>
    </div>
  );
}
