import { useEndpoint } from "../../api/useEndpoint.ts";
import { describePace } from "../../domain/describePace.ts";
import { describeWindowPace } from "../../domain/describeWindowPace.ts";
import { levels } from "../../domain/levels.ts";
import { formatPct } from "../../domain/percent.ts";
import { readLimit } from "../../domain/readLimit.ts";
import { tightest } from "../../domain/tightest.ts";
import { useClockText } from "../../ui/ClockContext.tsx";
import { useOwnLimits } from "./useOwnLimits.ts";

/** Which limit binds first: of the caller's own, and of the accounts that their work would go to. */
export function Tightest() {
  const { limits: own, usage, working } = useOwnLimits();
  const accounts = useEndpoint("providers", "binding", {}, ({ binding }) =>
    binding.map(({ limit }) => limit.resets_at),
  );
  const binding = accounts.data?.data.binding ?? [];
  const pending = !accounts.data && accounts.error === null;
  const words = useClockText((now) => {
    // The first word on it is to be the last one.
    if (pending) return "";
    const limit = tightest([...own, ...binding.map((account) => account.limit)], now);
    if (limit === null) return "";
    const { level, used_pct } = readLimit(limit, now, Number.POSITIVE_INFINITY);
    const share =
      level === "exhausted" ? levels.exhausted.word.toLowerCase() : `${formatPct(used_pct)} used`;
    const account = binding.find((account) => account.limit === limit);
    const name = account ? `${limit.label} of ${account.nickname}` : limit.label;
    const pace = account
      ? describeWindowPace(limit, now)
      : limit.id === "compute" && usage && describePace(usage, working, now);
    return [`Tightest: ${name}, ${share}.`, pace].filter(Boolean).join(" ");
  });
  return <p className="mt-1 min-h-[1.5em] pl-8 text-muted">{words}</p>;
}
