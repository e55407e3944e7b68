import { CircleDashed, CircleHelp, type LucideIcon } from "lucide-react";
import type { ScheduleOutcome } from "../../contract/schedules.ts";
import { RunStatusBadge } from "../../ui/RunStatusBadge.tsx";

/** What became of a start that has no run. */
const looks: Record<"starting" | "missed", { word: string; icon: LucideIcon; ink: string }> = {
  starting: { word: "Starting", icon: CircleDashed, ink: "text-muted" },
  missed: { word: "Missed", icon: CircleHelp, ink: "text-approaching-ink" },
};

/** What became of one start of a schedule. */
export function OutcomeBadge({ status }: Pick<ScheduleOutcome, "status">) {
  if (status !== "starting" && status !== "missed") return <RunStatusBadge status={status} />;
  const { word, icon: Icon, ink } = looks[status];
  return (
    <span className={`inline-flex items-center gap-1.5 text-sm font-medium ${ink}`}>
      <Icon aria-hidden size={16} />
      {word}
    </span>
  );
}
