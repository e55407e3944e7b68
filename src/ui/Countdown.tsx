import type { Instant } from "../contract/instant.ts";
import { formatCountdown, formatMoment } from "../domain/moment.ts";
import { useClockText } from "./ClockContext.tsx";

/** The time left and the moment: "in 2 h 14 m · Tue 14:30 CET". */
export function Countdown({ until }: { until: Instant }) {
  const text = useClockText((now) => {
    const left = formatCountdown(until, now);
    return left === null ? "now, checking" : `in ${left} · ${formatMoment(until, now)}`;
  });
  return <time dateTime={until}>{text}</time>;
}
