import type { Instant } from "../contract/instant.ts";
import { formatCountdown, formatMoment } from "../domain/moment.ts";
import { useClock, useClockText } from "./ClockContext.tsx";

/** The time left by itself, where its label stands beside it: "1 m 12 s". */
export function TimeLeft({ until }: { until: Instant }) {
  const clock = useClock();
  const text = useClockText((now) => formatCountdown(until, now) ?? "none, checking");
  return (
    <time dateTime={until} title={`until ${formatMoment(until, clock.now())}`}>
      {text}
    </time>
  );
}
