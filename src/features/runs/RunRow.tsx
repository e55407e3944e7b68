import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../api/ApiContext.tsx";
import { askAgain } from "../../api/askAgain.ts";
import { fromInstant } from "../../contract/instant.ts";
import type { Refusal } from "../../contract/refusal.ts";
import type { Run } from "../../contract/runs.ts";
import { formatDuration } from "../../domain/duration.ts";
import { endWords } from "../../domain/endWords.ts";
import { explain } from "../../domain/explain.ts";
import { isWaiting } from "../../domain/isWaiting.ts";
import { parkedWords } from "../../domain/parkedWords.ts";
import { useToasts } from "../../stores/toasts.ts";
import { Age } from "../../ui/Age.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFocusKept } from "../../ui/useFocusKept.ts";
import { useClock, useClockText } from "../../ui/ClockContext.tsx";
import { failureOf } from "../../ui/failure.ts";
import { Moment } from "../../ui/Moment.tsx";
import { RunStatusBadge } from "../../ui/RunStatusBadge.tsx";
import { runChanges } from "./runChanges.ts";
import { RunOutput } from "./RunOutput.tsx";

const agents: Record<Run["agent"], string> = {
  command: "",
  sample: "sample agent, does no work",
  external: "run by its caller",
};

export function RunRow({ run }: { run: Run }) {
  const [open, setOpen] = useState(false);
  const title = run.message ?? "No message";
  const notes = [agents[run.agent], workWords(run), endWords(run), run.summary ?? ""];
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <p
          dir="auto"
          className="line-clamp-2 min-w-0 basis-64 grow font-medium break-words"
          title={title}
        >
          {title}
        </p>
        <RunStatusBadge status={run.status} place={run.queue_position} />
      </div>
      <p className="text-sm text-muted">
        <Since run={run} />
        {notes.filter(Boolean).map((note) => ` · ${note}`)}
      </p>
      {run.status === "parked"
        ? run.reasons.map((reason) => <Why key={reason.reason} refusal={reason} waits />)
        : run.refusal && <Why refusal={run.refusal} />}
      <div className="mt-1 flex flex-wrap items-start justify-between gap-2">
        {run.execution === "managed" && run.started_at !== null && (
          <details
            className="min-w-0 grow"
            onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
          >
            <summary className="w-fit rounded-chip py-1 text-sm text-accent">
              Output<span className="sr-only"> of {title}</span>
            </summary>
            {open && <RunOutput id={run.id} />}
          </details>
        )}
        {(run.status === "running" || isWaiting(run)) && <CancelRun id={run.id} title={title} />}
      </div>
    </li>
  );
}

function Since({ run }: { run: Run }) {
  const { status, started_at, admitted_at } = run;
  if (status === "parked") return <ParkedUntil run={run} />;
  if (status === "queued") {
    return (
      <>
        Waiting since <Moment at={admitted_at} />
      </>
    );
  }
  return (
    <>
      {started_at === null ? "Never started, asked for" : "Started"}{" "}
      <Age at={started_at ?? admitted_at} />
    </>
  );
}

const ParkedUntil = ({ run }: { run: Run }) => useClockText((now) => parkedWords(run, now));

/** How long the work took; empty while it goes on, and where there was none. */
const workWords = ({ started_at, finished_at }: Run): string =>
  started_at === null || finished_at === null
    ? ""
    : `took ${formatDuration((fromInstant(finished_at) - fromInstant(started_at)) / 1000)}`;

/** What a run waits for; or it waited, and by the time its turn came a limit stood in the way. */
function Why({ refusal, waits = false }: { refusal: Refusal; waits?: boolean }) {
  const clock = useClock();
  const { title, sentence } = explain(refusal, clock.now());
  return (
    <p className={`text-sm ${waits ? "text-approaching-ink" : "text-exhausted-ink"}`}>
      {title}. {sentence}
    </p>
  );
}

function CancelRun({ id, title }: { id: string; title: string }) {
  const button = useFocusKept<HTMLButtonElement>();
  const { client } = useApi();
  const queries = useQueryClient();
  const showToast = useToasts(({ show }) => show);
  const cancel = useMutation({
    mutationFn: () => client.runs.cancel({ params: { id } }),
    onSuccess: ({ data: { status } }) =>
      showToast(status === "stopping" ? "Run is being cancelled" : "Run cancelled"),
    onError: (error) => showToast(`Not cancelled: ${failureOf(error).message}`, "failed"),
    onSettled: () => askAgain(queries, runChanges),
  });
  return (
    // Its word, not its unseen box, stands in line with what is around it.
    <Button
      ref={button}
      look="quiet"
      className="-my-1 -mr-3 ml-auto"
      onClick={() => cancel.mutate()}
      aria-busy={cancel.isPending}
    >
      Cancel<span className="sr-only"> {title}</span>
    </Button>
  );
}
