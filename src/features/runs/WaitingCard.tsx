import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../api/ApiContext.tsx";
import { askAgain } from "../../api/askAgain.ts";
import { useEndpoint } from "../../api/useEndpoint.ts";
import { useToasts } from "../../stores/toasts.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { DataCard } from "../../ui/DataCard.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { failureOf } from "../../ui/failure.ts";
import { runChanges } from "./runChanges.ts";
import { RunRow } from "./RunRow.tsx";

/** The parked runs of a project that the reader may see: an operator everyone's. */
export function WaitingCard({ projectId }: { projectId: string }) {
  const asked = useEndpoint(
    "runs",
    "list",
    { query: { project_id: projectId, status: "parked" } },
    ({ runs }) => runs.flatMap(({ resumes_at, parked_until }) => [resumes_at, parked_until]),
  );
  const meta = useEndpoint("meta", "meta").data?.data;
  const me = useEndpoint("meta", "me").data?.data.id;
  return (
    <DataCard
      title="Waiting"
      failedTitle="What waits is not known"
      asked={asked}
      environment={meta?.environment}
      engine={meta?.engines.records}
    >
      {({ data: { runs, next_cursor } }) =>
        runs.length === 0 ? (
          <EmptyState title="Nothing waits">
            A run that a limit stops can wait here, if you let it when you start it.
          </EmptyState>
        ) : (
          <>
            <ul className="-my-3 divide-y divide-line">
              {runs.map((run) => (
                <RunRow key={run.id} run={run} />
              ))}
            </ul>
            <div className="mt-4">
              <CancelAll
                projectId={projectId}
                count={next_cursor === null ? runs.length : null}
                others={me !== undefined && runs.some(({ user_id }) => user_id !== me)}
              />
            </div>
          </>
        )
      }
    </DataCard>
  );
}

interface CancelAllProps {
  projectId: string;
  /** Null if there are more than are shown. */
  count: number | null;
  /** True if some are other people's. */
  others: boolean;
}

function CancelAll({ projectId, count, others }: CancelAllProps) {
  const [asking, setAsking] = useState(false);
  const { client } = useApi();
  const queries = useQueryClient();
  const showToast = useToasts(({ show }) => show);
  const cancel = useMutation({
    mutationFn: () => client.runs.cancelParked({ body: { project_id: projectId } }),
    onSuccess: ({ data: { cancelled } }) => showToast(`${runsOf(cancelled)} cancelled`),
    onError: (error) => showToast(`Not cancelled: ${failureOf(error).message}`, "failed"),
    onSettled: () => askAgain(queries, runChanges),
  });
  return (
    <>
      <Button onClick={() => setAsking(true)} aria-busy={cancel.isPending}>
        Cancel all
      </Button>
      <ConfirmDialog
        open={asking}
        title="Cancel all that wait?"
        confirm="Cancel them"
        onConfirm={() => {
          if (!cancel.isPending) cancel.mutate();
        }}
        onClose={() => setAsking(false)}
      >
        {count === null ? "All parked runs" : runsOf(count, "parked ")} of this project{" "}
        {count === 1 ? "does" : "do"} not start any more
        {others ? ", those of other people included" : ""}. What already runs goes on.
      </ConfirmDialog>
    </>
  );
}

const runsOf = (count: number, which = "") => `${count} ${which}${count === 1 ? "run" : "runs"}`;
