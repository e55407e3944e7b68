import { useId } from "react";
import type { Schedule } from "../../contract/schedules.ts";
import { zoneToShow } from "../../domain/zoneToShow.ts";
import { Moment } from "../../ui/Moment.tsx";
import { OutcomeBadge } from "./OutcomeBadge.tsx";

const LABEL = "text-xs font-semibold text-muted";

/** When it starts next, as its own time zone says it. */
export function NextFires({ schedule }: { schedule: Schedule }) {
  const id = useId();
  const { enabled, next_fires, timezone } = schedule;
  return (
    <div className="text-sm">
      <p id={id} className={LABEL}>
        Next
      </p>
      {next_fires.length === 0 ? (
        <p>{enabled ? "Never: no such time comes any more." : "Nothing, while it is paused."}</p>
      ) : (
        <ol aria-labelledby={id} className="flex flex-wrap gap-x-4 tabular-nums">
          {next_fires.map((at) => (
            <li key={at}>
              <Moment at={at} timeZone={zoneToShow(timezone)} />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** What became of its last starts, the newest first. */
export function LastOutcomes({ schedule: { last_outcomes, timezone } }: { schedule: Schedule }) {
  const id = useId();
  return (
    <div className="text-sm">
      <p id={id} className={LABEL}>
        Last
      </p>
      {last_outcomes.length === 0 ? (
        <p>It has started nothing yet.</p>
      ) : (
        <ol aria-labelledby={id} className="space-y-0.5">
          {last_outcomes.map(({ fired_at, status, reason }) => (
            <li key={fired_at} className="flex flex-wrap items-center gap-x-3">
              <span className="tabular-nums">
                <Moment at={fired_at} timeZone={zoneToShow(timezone)} />
              </span>
              <OutcomeBadge status={status} />
              {reason !== null && <span className="min-w-0 break-words text-muted">{reason}</span>}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
