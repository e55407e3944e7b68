import type { Limit } from "../../contract/limit.ts";
import { describeUse } from "../../domain/describeUse.ts";
import { levelWord } from "../../domain/levelWord.ts";
import { limitsAtAGlance } from "../../domain/limitsAtAGlance.ts";
import { formatPct } from "../../domain/percent.ts";
import { readLimit } from "../../domain/readLimit.ts";
import { useClock } from "../../ui/ClockContext.tsx";
import { levelLook } from "../../ui/levelLook.ts";

export interface AccountLimitsProps {
  /** Whose limits they are. */
  nickname: string;
  limits: readonly Limit[];
  /** The id of the limit that binds; null if none is known. */
  bindingId: string | null;
  /** True if the row's own controls can be reached by Tab. */
  reachable: boolean;
  onMore: () => void;
}

/** The limits of an account that a row has room for; the rest is counted, and shown on demand. */
export function AccountLimits(props: AccountLimitsProps) {
  const { nickname, limits, bindingId, reachable, onMore } = props;
  const { shown, more } = limitsAtAGlance(limits, bindingId);
  if (shown.length === 0) return <span className="text-sm text-muted">No limit known</span>;
  const several = limits.length > 1;
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
      {shown.map((limit) => (
        <LimitAtAGlance
          key={limit.id}
          limit={limit}
          nickname={nickname}
          binds={several && limit.id === bindingId}
        />
      ))}
      {more > 0 && (
        <button
          type="button"
          tabIndex={reachable ? 0 : -1}
          onClick={onMore}
          className="rounded-chip px-1 text-sm text-accent hover:underline"
        >
          +{more} more
        </button>
      )}
    </div>
  );
}

interface LimitAtAGlanceProps {
  limit: Limit;
  nickname: string;
  binds: boolean;
}

/** The row as a whole reads the clock, and draws this again when it has to. */
function LimitAtAGlance({ limit, nickname, binds }: LimitAtAGlanceProps) {
  const { level, fill_pct, used_pct, reset } = readLimit(
    limit,
    useClock().now(),
    Number.POSITIVE_INFINITY,
  );
  const { icon: Icon, ink, fill } = levelLook[level];
  const word = levelWord(level, limit.kind);
  const use = describeUse(limit);
  const share = used_pct === null || fill_pct === null ? use : formatPct(used_pct);
  const value = reset === "due" ? "reset due, checking" : share;
  const label = binds ? `${limit.label}, tightest` : limit.label;
  const bad = level === "approaching" || level === "critical" || level === "exhausted";
  return (
    <div className="min-w-22 grow basis-22" title={`${label}: ${use}. ${word}.`}>
      <p className="line-clamp-2 text-xs break-words text-muted">
        {limit.label}
        {binds && <b className="font-medium text-ink"> · tightest</b>}
      </p>
      <p className={`flex items-center gap-1 text-sm font-medium ${bad ? ink : ""}`}>
        {bad && <Icon aria-hidden size={14} className="shrink-0" />}
        {value}
      </p>
      {fill_pct !== null && (
        <div
          role="meter"
          aria-label={`${label}, of ${nickname}`}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(fill_pct * 10) / 10}
          aria-valuetext={`${use}. ${word}.`}
          className="gauge-track mt-0.5 h-1.5 overflow-hidden rounded-full"
        >
          <div
            className={`gauge-fill h-full rounded-full ${fill}`}
            style={{ width: `${fill_pct}%` }}
          />
        </div>
      )}
    </div>
  );
}
