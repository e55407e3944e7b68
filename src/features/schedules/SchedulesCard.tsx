import { useState } from "react";
import { useEndpoint } from "../../api/useEndpoint.ts";
import type { Schedule } from "../../contract/schedules.ts";
import { Button } from "../../ui/Button.tsx";
import { DataCard } from "../../ui/DataCard.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ScheduleDialog } from "./ScheduleDialog.tsx";
import { ScheduleRow, type ScheduleRowProps } from "./ScheduleRow.tsx";

/** The reader's schedules; an operator sees everyone's. */
export function SchedulesCard({ projectHref }: Pick<ScheduleRowProps, "projectHref">) {
  const [writing, setWriting] = useState<Schedule | "new" | null>(null);
  const asked = useEndpoint("schedules", "list", {}, ({ schedules }) =>
    schedules.map(({ next_fires }) => next_fires[0] ?? null),
  );
  const meta = useEndpoint("meta", "meta").data?.data;
  const me = useEndpoint("meta", "me").data?.data;
  const readOnly =
    me?.role === "viewer" ? "Viewers only read: a member may change schedules." : null;
  return (
    <>
      <DataCard
        title="Schedules"
        failedTitle="Schedules unavailable"
        asked={asked}
        environment={meta?.environment}
        engine={meta?.engines.records}
        lines={6}
      >
        {({ data: { schedules } }) => (
          <>
            {schedules.length === 0 ? (
              <EmptyState title="No schedules yet">
                A schedule starts a run again and again, at the times that you name.
              </EmptyState>
            ) : (
              <ul className="-mt-4 divide-y divide-line">
                {schedules.map((schedule) => (
                  <ScheduleRow
                    key={schedule.id}
                    schedule={schedule}
                    owner={me === undefined || schedule.user_id === me.id ? null : schedule.user_id}
                    readOnly={readOnly}
                    onEdit={() => setWriting(schedule)}
                    projectHref={projectHref}
                  />
                ))}
              </ul>
            )}
            <div className={`pb-2 ${schedules.length === 0 ? "text-center" : ""}`}>
              <Button
                look="primary"
                aria-haspopup="dialog"
                blockedBecause={readOnly}
                onClick={() => setWriting("new")}
              >
                + New schedule
              </Button>
            </div>
          </>
        )}
      </DataCard>
      {/* Beside the rows: one that moves, as its new name has it, would take an open dialog along. */}
      <ScheduleDialog
        open={writing !== null}
        schedule={writing === "new" ? null : writing}
        onClose={() => setWriting(null)}
      />
    </>
  );
}
