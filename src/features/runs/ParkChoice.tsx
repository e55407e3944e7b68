import type { Decision } from "../../contract/decision.ts";
import { fromInstant, toInstant } from "../../contract/instant.ts";
import { formatMoment } from "../../domain/moment.ts";
import { tooLateWords } from "../../domain/parkedWords.ts";
import { canWait } from "../../domain/parking.ts";
import { Choice, type ChoiceProps } from "../../ui/Choice.tsx";
import { useClockText } from "../../ui/ClockContext.tsx";

export interface ParkChoiceProps extends Pick<ChoiceProps, "chosen" | "onChoose"> {
  /** What is known of the limits; null while nothing is. */
  decision: Pick<Decision, "reasons" | "retry_at"> | null;
  /** It waits for so long at most; null if unknown. */
  maxHours: number | null;
}

/** Whether a run that a limit stops shall wait for it, and what comes of that. */
export function ParkChoice({ decision, maxHours, ...choice }: ParkChoiceProps) {
  const words = useClockText((now) => wordsOf(decision, maxHours, now));
  return <Choice label="Wait if a limit stands in the way" hint={words} {...choice} />;
}

function wordsOf(
  decision: ParkChoiceProps["decision"],
  maxHours: number | null,
  now: number,
): string {
  const { reasons = [], retry_at = null } = decision ?? {};
  if (reasons.length === 0) {
    return "The run is then parked, and starts by itself once there is room. You can cancel it before.";
  }
  if (!canWait(reasons)) return "Not here: no waiting lifts what stands in the way now.";
  const parked_until = maxHours === null ? null : toInstant(now + maxHours * 3_600_000);
  const tooLate = tooLateWords({ resumes_at: retry_at, parked_until }, now);
  if (tooLate !== null) return `The run is then parked ${tooLate}. You can cancel it before.`;
  return retry_at === null || fromInstant(retry_at) <= now
    ? "The run is then parked, and starts by itself once there is room; nobody knows when. You can cancel it before."
    : `The run is then parked, and starts by itself about ${formatMoment(retry_at, now)}. You can cancel it before.`;
}
