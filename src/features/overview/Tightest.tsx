import { describePace } from "../../domain/describePace.ts";
import { levels } from "../../domain/levels.ts";
import { formatPct } from "../../domain/percent.ts";
import { readLimit } from "../../domain/readLimit.ts";
import { tightest } from "../../domain/tightest.ts";
import { useClockText } from "../../ui/ClockContext.tsx";
import { useOwnLimits } from "./useOwnLimits.ts";

/** Which of the caller's own limits binds first. */
export function Tightest() {
  const { limits, usage, working } = useOwnLimits();
  const words = useClockText((now) => {
    const limit = tightest(limits, now);
    if (limit === null) return "";
    const { level, used_pct } = readLimit(limit, now, Number.POSITIVE_INFINITY);
    const share =
      level === "exhausted" ? levels.exhausted.word.toLowerCase() : `${formatPct(used_pct)} used`;
    const pace = limit.id === "compute" && usage ? describePace(usage, working, now) : null;
    return [`Tightest: ${limit.label}, ${share}.`, pace].filter(Boolean).join(" ");
  });
  return <p className="mt-1 min-h-[1.5em] pl-8 text-muted">{words}</p>;
}
