import type { Instant } from "../contract/instant.ts";
import { formatAge, formatMoment, formatRoughAge } from "../domain/moment.ts";
import { useClock, useClockText } from "./ClockContext.tsx";

export interface AgeProps {
  at: Instant;
  /** In one unit, where many stand side by side. */
  rough?: boolean;
}

/** How long ago something was: "4 m 12 s ago", roughly "4 m ago". */
export function Age({ at, rough = false }: AgeProps) {
  const clock = useClock();
  const text = useClockText((now) => (rough ? formatRoughAge(at, now) : formatAge(at, now)));
  return (
    <time dateTime={at} title={formatMoment(at, clock.now())}>
      {text}
    </time>
  );
}
