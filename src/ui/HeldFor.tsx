import type { Instant } from "../contract/instant.ts";
import { formatHeldFor } from "../domain/formatHeldFor.ts";
import { formatMoment } from "../domain/moment.ts";
import { useClock, useClockText } from "./ClockContext.tsx";

/** For how long something has been so, counting up; "unknown" where nobody knows since when. */
export function HeldFor({ since }: { since: Instant | null }) {
  const clock = useClock();
  const text = useClockText((now) => formatHeldFor(since, now));
  return since === null ? (
    text
  ) : (
    <time dateTime={since} title={`since ${formatMoment(since, clock.now())}`}>
      {text}
    </time>
  );
}
