import type { Instant } from "../contract/instant.ts";
import { formatMoment } from "../domain/moment.ts";
import { useClockText } from "./ClockContext.tsx";

export interface MomentProps {
  at: Instant;
  /** Of the IANA list; the reader's own, if left out. */
  timeZone?: string;
}

/** An instant as a clock and calendar say it: "Tue 14:30 CET". */
export function Moment({ at, timeZone }: MomentProps) {
  return <time dateTime={at}>{useClockText((now) => formatMoment(at, now, { timeZone }))}</time>;
}
