import { type FormEvent, useState } from "react";
import { FaultError } from "../../api/errors.ts";
import { faultsAtFields } from "../../api/faultsAtFields.ts";
import type { Project } from "../../contract/projects.ts";
import { Button } from "../../ui/Button.tsx";
import { FailedState } from "../../ui/FailedState.tsx";
import { Field } from "../../ui/Field.tsx";
import { ProviderAndRefusal } from "./ProviderAndRefusal.tsx";
import { labels, type ScheduleDraft } from "./scheduleDraft.ts";

export interface ScheduleFormProps {
  /** What it begins with. */
  draft: ScheduleDraft;
  projects: readonly Project[];
  isPending: boolean;
  error: Error | null;
  onSend: (draft: ScheduleDraft) => void;
  onCancel: () => void;
}

/** What a schedule starts, where and when. What is wrong, the server says, and the field shows. */
export function ScheduleForm(props: ScheduleFormProps) {
  const { draft: atFirst, projects, isPending, error, onSend, onCancel } = props;
  const [draft, setDraft] = useState(atFirst);
  const faults = faultsAtFields(error, labels);
  const write = (change: Partial<ScheduleDraft>) => setDraft({ ...draft, ...change });
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSend(draft);
  };
  return (
    <form onSubmit={send} noValidate className="mt-3 space-y-4">
      <Field label={labels.name} error={faults?.["name"]}>
        {(control) => (
          <input
            {...control}
            dir="auto"
            value={draft.name}
            maxLength={100}
            autoComplete="off"
            onChange={({ target }) => write({ name: target.value })}
          />
        )}
      </Field>
      <Field label={labels.project_id} error={faults?.["project_id"]}>
        {(control) => (
          <select
            {...control}
            value={draft.project_id}
            onChange={({ target }) => write({ project_id: target.value })}
          >
            {projects.every(({ id }) => id !== draft.project_id) && (
              <option value={draft.project_id}>{draft.project_id}</option>
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
        hint="What the agent is asked to do, each time."
        error={faults?.["message"]}
      >
        {(control) => (
          <textarea
            {...control}
            dir="auto"
            rows={3}
            maxLength={20_000}
            value={draft.message}
            onChange={({ target }) => write({ message: target.value })}
          />
        )}
      </Field>
      <Field
        label={labels.cron}
        hint="Minute, hour, day, month, weekday. 0 7 * * 1-5 is 7:00, Monday to Friday."
        error={faults?.["cron"]}
      >
        {(control) => (
          <input
            {...control}
            className={`${control.className} font-mono`}
            value={draft.cron}
            maxLength={100}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onChange={({ target }) => write({ cron: target.value })}
          />
        )}
      </Field>
      <Field
        label={labels.timezone}
        hint="The clock that the cron fields go by, such as Europe/Berlin."
        error={faults?.["timezone"]}
      >
        {(control) => (
          <input
            {...control}
            value={draft.timezone}
            maxLength={100}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => write({ timezone: target.value })}
          />
        )}
      </Field>
      <ProviderAndRefusal draft={draft} onWrite={write} faults={faults} />
      {error !== null && faults === null && (
        <FailedState
          title={
            error instanceof FaultError
              ? "The schedule was not saved"
              : "It is not known whether the schedule was saved"
          }
          error={error}
          onRetry={() => onSend(draft)}
          urgent
        />
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" aria-busy={isPending}>
          {isPending ? "Saving…" : "Save"}
        </Button>
      </div>
    </form>
  );
}
