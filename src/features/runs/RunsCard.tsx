import { useState } from "react";
import { useEndpoint } from "../../api/useEndpoint.ts";
import { Button } from "../../ui/Button.tsx";
import { DataCard } from "../../ui/DataCard.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { RunRow } from "./RunRow.tsx";

/** Shown at first, and with each "Show more", of those that one answer has. */
const STEP = 8;

/** The latest runs, of one project or of all. */
export function RunsCard({ projectId }: { projectId?: string }) {
  const [shown, setShown] = useState(STEP);
  const asked = useEndpoint("runs", "list", {
    query: projectId === undefined ? {} : { project_id: projectId },
  });
  const meta = useEndpoint("meta", "meta").data?.data;
  return (
    <DataCard
      title="Runs"
      failedTitle="Runs unavailable"
      asked={asked}
      environment={meta?.environment}
      engine={meta?.engines.records}
      lines={5}
    >
      {({ data: { runs } }) =>
        runs.length === 0 ? (
          <EmptyState title="No runs yet">Start one, and it shows up here.</EmptyState>
        ) : (
          <>
            <ul className="-my-3 divide-y divide-line">
              {runs.slice(0, shown).map((run) => (
                <RunRow key={run.id} run={run} />
              ))}
            </ul>
            {shown < runs.length && (
              <div className="mt-4">
                <Button onClick={() => setShown(shown + STEP)}>Show more</Button>
              </div>
            )}
          </>
        )
      }
    </DataCard>
  );
}
