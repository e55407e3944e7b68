import type { Instant } from "../contract/instant.ts";
import { formatMoment } from "../domain/moment.ts";
import { useClockText } from "./ClockContext.tsx";

/** An instant as a clock and calendar say it: "Tue 14:30 CET". */
export function Moment({ at }: { at: Instant }) {
  return <time dateTime={at}>{useClockText((now) => formatMoment(at, now))}</time>;
}
