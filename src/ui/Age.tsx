import type { Instant } from "../contract/instant.ts";
import { formatAge, formatMoment } from "../domain/moment.ts";
import { useClock, useClockText } from "./ClockContext.tsx";

/** How long ago something was: "4 m ago". */
export function Age({ at }: { at: Instant }) {
  const clock = useClock();
  const text = useClockText((now) => formatAge(at, now));
  return (
    <time dateTime={at} title={formatMoment(at, clock.now())}>
      {text}
    </time>
  );
}
