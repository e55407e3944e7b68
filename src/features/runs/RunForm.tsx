import { type FormEvent, type KeyboardEvent, useState } from "react";
import { startProblem } from "../../api/startProblem.ts";
import { useDecision } from "../../api/useDecision.ts";
import { useEndpoint } from "../../api/useEndpoint.ts";
import type { Advice } from "../../contract/advice.ts";
import { advise } from "../../domain/advise.ts";
import { explain } from "../../domain/explain.ts";
import { canWait } from "../../domain/parking.ts";
import { useToasts } from "../../stores/toasts.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { useClock } from "../../ui/ClockContext.tsx";
import { Field } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { OverageChoice } from "../../ui/OverageChoice.tsx";
import { RefusalNotice } from "../../ui/RefusalNotice.tsx";
import { StartFailed } from "../../ui/StartFailed.tsx";
import { admittedWords } from "./admittedWords.ts";
import { ParkChoice } from "./ParkChoice.tsx";
import { useSubmitRun } from "./useSubmitRun.ts";

export interface RunFormProps {
  projectId: string;
  onProject: (id: string) => void;
}

const labels = { message: "Message", project_id: "Project" };

/** Starts a run in a project. What the server would refuse, the button says beforehand. */
export function RunForm({ projectId, onProject }: RunFormProps) {
  const [message, setMessage] = useState("");
  const [missing, setMissing] = useState(false);
  const [park, setPark] = useState(false);
  const [overage, setOverage] = useState(false);
  const clock = useClock();
  const showToast = useToasts(({ show }) => show);
  const projects = useEndpoint("projects", "list").data?.data.projects ?? [];
  const meta = useEndpoint("meta", "meta").data?.data;
  const decision = useDecision({ kind: "run", project_id: projectId });
  const submit = useSubmitRun(({ data: run }) => {
    setMessage("");
    // It is said of one run: the next one costs nothing unless it is said again.
    setOverage(false);
    showToast(admittedWords(run, clock.now()));
  });

  const { refusal = null, reasons = [] } = decision.data?.data ?? {};
  const parks = park && refusal !== null && canWait(reasons);
  const blocked = refusal && !parks ? explain(refusal, clock.now()) : null;
  const problem = startProblem(submit, decision, reasons, labels);
  // What may wait and was refused all the same found as many waiting as may wait.
  const full = parks && problem.urgent && submit.variables?.on_refusal === "park";

  const send = (event: FormEvent) => {
    event.preventDefault();
    const text = message.trim();
    setMissing(text === "");
    if (text === "" || blocked) return;
    submit.mutate({
      project_id: projectId,
      message: text,
      on_refusal: park ? "park" : "refuse",
      allow_overage: park && overage,
    });
  };
  const sendByKey = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send(event);
  };

  return (
    <Card title="Start a run">
      <form onSubmit={send} noValidate className="space-y-4">
        <Field label={labels.project_id} error={problem.faults["project_id"]}>
          {(control) => (
            <select
              {...control}
              value={projectId}
              onChange={({ target }) => onProject(target.value)}
            >
              {projects.every(({ id }) => id !== projectId) && (
                <option value={projectId}>{projectId}</option>
              )}
              {projects.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field
          label={labels.message}
          hint="What the agent is asked to do. Ctrl or ⌘ and Enter starts it."
          error={missing ? "Say what the agent shall do." : problem.faults["message"]}
        >
          {(control) => (
            <textarea
              {...control}
              rows={3}
              maxLength={20_000}
              value={message}
              onChange={({ target }) => {
                setMessage(target.value);
                setMissing(false);
              }}
              onKeyDown={sendByKey}
            />
          )}
        </Field>
        {problem.reasons.length > 0 ? (
          <RefusalNotice
            reasons={problem.reasons}
            correlationId={problem.correlationId}
            urgent={problem.urgent}
          />
        ) : (
          decision.data?.data.advice.map((advice) => (
            <Notice key={advice.kind} look={adviceLook(advice)} title={advise(advice)} />
          ))
        )}
        {full && (
          <Notice look="warning" title="The run was not parked" urgent>
            As many of your runs wait as may wait. Cancel one of them first.
          </Notice>
        )}
        {decision.error && (
          <Notice look="unknown" title="It is not known whether a run may start">
            You can try: the server decides, and counts nothing that it refuses.
          </Notice>
        )}
        {problem.failure && (
          <StartFailed
            what="run"
            error={problem.failure}
            onRetry={() => submit.variables && submit.mutate(submit.variables)}
          />
        )}
        <ParkChoice
          chosen={park}
          onChoose={setPark}
          decision={decision.data?.data ?? null}
          maxHours={meta?.parking_max_hours ?? null}
        />
        {park && <OverageChoice chosen={overage} onChoose={setOverage} />}
        <div className="flex flex-wrap items-center gap-3">
          <Button
            type="submit"
            look="primary"
            blockedBecause={blocked && `${blocked.title}. ${blocked.sentence}`}
            aria-busy={submit.isPending}
          >
            {startWords(submit.isPending, parks)}
          </Button>
          {meta?.run_agent === "sample" && (
            <p className="min-w-0 basis-60 text-sm text-muted grow">
              Runs start the sample agent, which does no work. Set LEEWAY_RUN_COMMAND to run yours.
            </p>
          )}
        </div>
      </form>
    </Card>
  );
}

function startWords(isPending: boolean, parks: boolean): string {
  if (isPending) return parks ? "Parking…" : "Starting…";
  return parks ? "Park run" : "Start run";
}

/** A lock that others hold delays what a run delivers, not its start. */
const adviceLook = ({ kind }: Advice) => (kind === "pr_lock_held" ? "info" : "warning");
