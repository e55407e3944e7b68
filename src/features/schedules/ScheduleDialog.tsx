import { useEffect, useRef } from "react";
import { Link } from "react-router";
import { useEndpoint } from "../../api/useEndpoint.ts";
import type { Schedule } from "../../contract/schedules.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FailedState } from "../../ui/FailedState.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useSaveSchedule } from "./scheduleActs.ts";
import { draftOf, newDraft } from "./scheduleDraft.ts";
import { ScheduleForm } from "./ScheduleForm.tsx";
import { NextFires } from "./ScheduleTimes.tsx";

export interface ScheduleDialogProps {
  open: boolean;
  /** What is changed; null for a new one. */
  schedule: Schedule | null;
  onClose: () => void;
}

/** A schedule is written, and then shown with the moments that it names. Once closed it holds nothing. */
export function ScheduleDialog({ open, schedule, onClose }: ScheduleDialogProps) {
  return (
    <Dialog
      open={open}
      title={schedule === null ? "New schedule" : "Edit schedule"}
      onClose={onClose}
    >
      {open && <Steps schedule={schedule} onClose={onClose} />}
    </Dialog>
  );
}

function Steps({ schedule, onClose }: Omit<ScheduleDialogProps, "open">) {
  const projects = useEndpoint("projects", "list");
  const save = useSaveSchedule(schedule);
  if (save.data) return <Saved schedule={save.data.data} onClose={onClose} />;
  if (!projects.data) {
    return projects.error === null ? (
      <Skeleton lines={5} label="Loading: projects" />
    ) : (
      <FailedState
        title="It is not known which projects there are"
        error={projects.error}
        onRetry={() => void projects.refetch()}
      />
    );
  }
  const [first] = projects.data.data.projects;
  if (schedule === null && first === undefined) {
    return (
      <EmptyState title="No projects yet">
        A schedule starts runs in a project.{" "}
        <Link to="/projects" className="text-accent underline">
          Add a project
        </Link>{" "}
        first.
      </EmptyState>
    );
  }
  return (
    <ScheduleForm
      draft={schedule === null ? newDraft(first?.id ?? "") : draftOf(schedule)}
      projects={projects.data.data.projects}
      isPending={save.isPending}
      error={save.error}
      onSend={(draft) => {
        if (!save.isPending) save.mutate(draft);
      }}
      onCancel={onClose}
    />
  );
}

function Saved({ schedule, onClose }: { schedule: Schedule; onClose: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone, and the focus with it.
  useEffect(() => place.current?.focus(), []);
  return (
    <div ref={place} tabIndex={-1} className="mt-3 space-y-4 outline-none">
      <p>
        <bdi className="font-medium">{schedule.name}</bdi> is saved.
      </p>
      <NextFires schedule={schedule} />
      <div className="flex justify-end">
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  );
}
