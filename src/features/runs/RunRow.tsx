import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../api/ApiContext.tsx";
import { fromInstant } from "../../contract/instant.ts";
import { type Run, runsApi } from "../../contract/runs.ts";
import { formatDuration } from "../../domain/duration.ts";
import { useToasts } from "../../stores/toasts.ts";
import { Age } from "../../ui/Age.tsx";
import { Button } from "../../ui/Button.tsx";
import { failureOf } from "../../ui/failure.ts";
import { RunStatusBadge } from "../../ui/RunStatusBadge.tsx";
import { endWords } from "./endWords.ts";
import { RunOutput } from "./RunOutput.tsx";

const agents: Record<Run["agent"], string> = {
  command: "",
  sample: "sample agent, does no work",
  external: "run by its caller",
};

export function RunRow({ run }: { run: Run }) {
  const [open, setOpen] = useState(false);
  const title = run.message ?? "No message";
  const took =
    run.finished_at === null
      ? ""
      : `took ${formatDuration((fromInstant(run.finished_at) - fromInstant(run.admitted_at)) / 1000)}`;
  const notes = [agents[run.agent], took, endWords(run), run.summary ?? ""].filter(Boolean);
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <p className="line-clamp-2 min-w-0 basis-64 grow font-medium break-words" title={title}>
          {title}
        </p>
        <RunStatusBadge status={run.status} />
      </div>
      <p className="text-sm text-muted">
        Started <Age at={run.admitted_at} />
        {notes.map((note) => ` · ${note}`)}
      </p>
      <div className="mt-1 flex flex-wrap items-start justify-between gap-2">
        {run.execution === "managed" && (
          <details
            className="min-w-0 grow"
            onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
          >
            <summary className="w-fit rounded py-1 text-sm text-accent">
              Output<span className="sr-only"> of {title}</span>
            </summary>
            {open && <RunOutput id={run.id} />}
          </details>
        )}
        {run.status === "running" && <CancelRun id={run.id} title={title} />}
      </div>
    </li>
  );
}

function CancelRun({ id, title }: { id: string; title: string }) {
  const { client } = useApi();
  const queries = useQueryClient();
  const showToast = useToasts(({ show }) => show);
  const cancel = useMutation({
    mutationFn: () => client.runs.cancel({ params: { id } }),
    onSuccess: () => showToast("Run is being cancelled"),
    onError: (error) => showToast(`Not cancelled: ${failureOf(error).message}`, "failed"),
    onSettled: () => queries.invalidateQueries({ queryKey: [runsApi.list.path] }),
  });
  return (
    // Its word, not its unseen box, stands in line with what is around it.
    <Button
      look="quiet"
      className="-my-1 -mr-3"
      onClick={() => cancel.mutate()}
      aria-busy={cancel.isPending}
    >
      Cancel<span className="sr-only"> {title}</span>
    </Button>
  );
}
