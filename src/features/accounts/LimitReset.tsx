import type { Limit } from "../../contract/limit.ts";
import { readLimit } from "../../domain/readLimit.ts";
import { trustWords } from "../../domain/resetWords.ts";
import { useClock } from "../../ui/ClockContext.tsx";
import { Countdown } from "../../ui/Countdown.tsx";

/** When a limit resets: as a countdown and a moment, as due, or that there is nothing to wait for. */
export function LimitReset({ limit }: { limit: Limit }) {
  const clock = useClock();
  const { reset } = readLimit(limit, clock.now(), Number.POSITIVE_INFINITY);
  if (reset === "due") return "Reset due, checking";
  if (reset === "none" || limit.resets_at === null) {
    return <span className="text-muted">No reset known</span>;
  }
  const trust = trustWords[limit.reset_trust];
  return (
    <>
      <Countdown until={limit.resets_at} />
      {trust !== "" && ` ${trust}`}
    </>
  );
}
