import type { UseMutationResult } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { startProblem } from "../../api/startProblem.ts";
import type { useDecision } from "../../api/useDecision.ts";
import { useEndpoint } from "../../api/useEndpoint.ts";
import type { Refusal } from "../../contract/refusal.ts";
import { explain } from "../../domain/explain.ts";
import { Button } from "../../ui/Button.tsx";
import { useClock } from "../../ui/ClockContext.tsx";
import { Field } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { RefusalNotice } from "../../ui/RefusalNotice.tsx";
import { StartFailed } from "../../ui/StartFailed.tsx";
import type { SessionDraft } from "./sessionDraft.ts";

export interface NewSessionFormProps {
  draft: SessionDraft;
  onDraft: (draft: SessionDraft) => void;
  /** What stands in the way, as far as is known. */
  reasons: readonly Refusal[];
  decision: ReturnType<typeof useDecision>;
  start: UseMutationResult<unknown, Error, SessionDraft>;
  onCancel: () => void;
}

const labels = {
  name: "Name",
  agent: "Agent",
  project_id: "Project",
} satisfies Record<keyof SessionDraft, string>;

/** Nothing has to be filled in. */
export function NewSessionForm(props: NewSessionFormProps) {
  const { draft, onDraft, reasons, decision, start, onCancel } = props;
  const clock = useClock();
  const projects = useEndpoint("projects", "list").data?.data.projects ?? [];
  // The list comes with every page of accounts; of those none is needed.
  const known = useEndpoint("providers", "client", { query: { page_size: 1 } }).data?.data
    .providers;
  const providers = known?.filter(({ enabled }) => enabled) ?? [];
  const meta = useEndpoint("meta", "meta").data?.data;
  const problem = startProblem(start, decision, reasons, labels);
  const [refusal] = reasons;
  const blocked = refusal && explain(refusal, clock.now());
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (blocked) return;
    start.mutate({ ...draft, name: draft.name.trim() });
  };
  return (
    <form onSubmit={send} noValidate className="mt-4 space-y-4">
      <Field
        label={labels.name}
        hint="Optional. What you will know it by."
        error={problem.faults["name"]}
      >
        {(control) => (
          <input
            {...control}
            value={draft.name}
            maxLength={100}
            autoComplete="off"
            onChange={({ target }) => onDraft({ ...draft, name: target.value })}
          />
        )}
      </Field>
      <Field label={labels.agent} hint="Whose accounts count." error={problem.faults["agent"]}>
        {(control) => (
          <select
            {...control}
            value={draft.agent}
            onChange={({ target }) => onDraft({ ...draft, agent: target.value })}
          >
            <option value="">As configured</option>
            {providers.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={labels.project_id} error={problem.faults["project_id"]}>
        {(control) => (
          <select
            {...control}
            value={draft.project_id}
            onChange={({ target }) => onDraft({ ...draft, project_id: target.value })}
          >
            <option value="">None</option>
            {projects.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <RefusalNotice
        reasons={problem.reasons}
        correlationId={problem.correlationId}
        urgent={problem.urgent}
      />
      {decision.error && (
        <Notice look="unknown" title="It is not known whether a session may start">
          You can try: the server decides, and counts nothing that it refuses.
        </Notice>
      )}
      {problem.failure && (
        <StartFailed
          what="session"
          error={problem.failure}
          onRetry={() => start.variables && start.mutate(start.variables)}
        />
      )}
      {meta?.session_agent === "sample" && (
        <p className="text-sm text-muted">
          Sessions start the sample agent, which does no work. Set LEEWAY_SESSION_COMMAND to run
          yours.
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button
          type="submit"
          look="primary"
          blockedBecause={blocked && `${blocked.title}. ${blocked.sentence}`}
          aria-busy={start.isPending}
        >
          {start.isPending ? "Starting…" : "Start session"}
        </Button>
      </div>
    </form>
  );
}
