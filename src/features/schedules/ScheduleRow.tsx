import { CirclePause, CirclePlay } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import type { Schedule } from "../../contract/schedules.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { useRemoveSchedule, useSwitchSchedule } from "./scheduleActs.ts";
import { LastOutcomes, NextFires } from "./ScheduleTimes.tsx";

export interface ScheduleRowProps {
  schedule: Schedule;
  /** Whose it is, where it is not the reader's own. */
  owner: string | null;
  /** Why nothing can be changed; null if it can. */
  readOnly: string | null;
  onEdit: () => void;
  /** The page of a project. */
  projectHref: (id: string) => string;
}

export function ScheduleRow({ schedule, owner, readOnly, onEdit, projectHref }: ScheduleRowProps) {
  const { name, cron, timezone, project_id, message, provider, model, enabled } = schedule;
  const notes = [
    owner === null ? "" : `of ${owner}`,
    [provider, model].filter((part) => part !== null).join(" "),
    refusalNote(schedule),
  ];
  const Icon = enabled ? CirclePlay : CirclePause;
  return (
    <li className="space-y-2 py-4">
      <div>
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h3 dir="auto" className="min-w-0 font-medium break-words">
            {name}
          </h3>
          <span
            className={`inline-flex items-center gap-1.5 text-sm font-medium ${enabled ? "text-ok-ink" : "text-muted"}`}
          >
            <Icon aria-hidden size={16} className="self-center" />
            {enabled ? "On" : "Paused"}
          </span>
        </div>
        <p className="text-sm break-words text-muted">
          <code className="font-mono text-ink">{cron}</code> {timezone} · in{" "}
          <Link to={projectHref(project_id)} className="text-accent underline">
            {project_id}
          </Link>
          {notes.filter(Boolean).map((note) => ` · ${note}`)}
        </p>
        <p dir="auto" title={message} className="line-clamp-2 text-sm break-words">
          {message}
        </p>
      </div>
      <div className="grid gap-x-6 gap-y-2 md:grid-cols-2">
        <NextFires schedule={schedule} />
        <LastOutcomes schedule={schedule} />
      </div>
      <Acts schedule={schedule} readOnly={readOnly} onEdit={onEdit} />
    </li>
  );
}

function refusalNote({ on_refusal, allow_overage }: Schedule): string {
  if (on_refusal === "refuse") return "skipped where a limit stops it";
  return allow_overage ? "waits for limits, and may cost money beyond a plan" : "waits for limits";
}

type ActsProps = Pick<ScheduleRowProps, "schedule" | "readOnly" | "onEdit">;

function Acts({ schedule, readOnly, onEdit }: ActsProps) {
  const [asking, setAsking] = useState(false);
  const change = useSwitchSchedule(schedule);
  const remove = useRemoveSchedule(schedule);
  const { name, enabled } = schedule;
  const of = <span className="sr-only"> {name}</span>;
  return (
    <div className="flex flex-wrap gap-2">
      <Button aria-haspopup="dialog" blockedBecause={readOnly} onClick={onEdit}>
        Edit{of}
      </Button>
      <Button
        blockedBecause={readOnly}
        aria-busy={change.isPending}
        onClick={() => {
          if (!change.isPending) change.mutate(!enabled);
        }}
      >
        {enabled ? "Pause" : "Resume"}
        {of}
      </Button>
      <Button
        look="quiet"
        aria-haspopup="dialog"
        blockedBecause={readOnly}
        aria-busy={remove.isPending}
        onClick={() => setAsking(true)}
      >
        Delete{of}
      </Button>
      <ConfirmDialog
        open={asking}
        title={`Delete ${name}?`}
        confirm="Delete it"
        onConfirm={() => {
          if (!remove.isPending) remove.mutate();
        }}
        onClose={() => setAsking(false)}
      >
        It starts nothing any more. The runs that it has started stay, those that wait too.
      </ConfirmDialog>
    </div>
  );
}
