import {
  CircleCheck,
  CircleDashed,
  CircleMinus,
  CircleSlash,
  CircleStop,
  CircleX,
  CirclePause,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
} from "lucide-react";
import type { RunStatus } from "../contract/runs.ts";

const looks: Record<RunStatus, { word: string; icon: LucideIcon; ink: string }> = {
  queued: { word: "Queued", icon: Hourglass, ink: "text-approaching-ink" },
  parked: { word: "Parked", icon: CirclePause, ink: "text-approaching-ink" },
  running: { word: "Running", icon: LoaderCircle, ink: "text-accent" },
  stopping: { word: "Stopping", icon: CircleDashed, ink: "text-muted" },
  succeeded: { word: "Succeeded", icon: CircleCheck, ink: "text-ok-ink" },
  failed: { word: "Failed", icon: CircleX, ink: "text-exhausted-ink" },
  stopped: { word: "Stopped", icon: CircleStop, ink: "text-muted" },
  skipped_quota: { word: "Skipped", icon: CircleMinus, ink: "text-exhausted-ink" },
  cancelled: { word: "Cancelled", icon: CircleSlash, ink: "text-muted" },
};

export interface RunStatusBadgeProps {
  status: RunStatus;
  /** Its place in the queue, if it waits and that is known. */
  place?: number | null;
}

export function RunStatusBadge({ status, place = null }: RunStatusBadgeProps) {
  const { word, icon: Icon, ink } = looks[status];
  return (
    <span className={`inline-flex items-center gap-1.5 text-sm font-medium ${ink}`}>
      <Icon aria-hidden size={16} className={status === "running" ? "animate-spin" : ""} />
      {place === null ? word : `${word}, place ${place}`}
    </span>
  );
}
