import { useEndpoint } from "../../api/useEndpoint.ts";
import type { Instant } from "../../contract/instant.ts";
import type { RunQuota } from "../../contract/quota.ts";
import { formatDuration } from "../../domain/duration.ts";
import { formatCount } from "../../domain/number.ts";
import { formatCountdown } from "../../domain/moment.ts";
import { runLimit } from "../../domain/runWindow.ts";
import { useClockText } from "../../ui/ClockContext.tsx";
import { Countdown } from "../../ui/Countdown.tsx";
import { DataCard } from "../../ui/DataCard.tsx";
import { Gauge } from "../../ui/Gauge.tsx";

/** The runs gauge (seed 002, story 11.1). */
export function RunQuotaCard() {
  const asked = useEndpoint("quota", "runs", {}, (quota) => [quota.next_slot_at, quota.resets_at]);
  const meta = useEndpoint("meta", "meta");
  return (
    <DataCard
      title="Run quota"
      failedTitle="Run quota unavailable"
      asked={asked}
      environment={meta.data?.data.environment}
      engine={meta.data?.data.engines.counters}
      lines={6}
    >
      {({ data, server_time }) => <RunQuotaGauge quota={data} observedAt={server_time} />}
    </DataCard>
  );
}

/** The gauge by itself, for any answer. */
export function RunQuotaGauge({ quota, observedAt }: { quota: RunQuota; observedAt: Instant }) {
  return (
    <Gauge limit={runLimit(quota, observedAt)}>
      <div className="mt-3 space-y-1">
        {quota.remaining <= 0 ? (
          <Exhausted quota={quota} />
        ) : (
          <p>{formatCount(quota.remaining, "run")} left</p>
        )}
        <p className="text-sm text-muted">
          {quota.resets_at === null ? (
            "The window is empty."
          ) : (
            <>
              Window resets <Countdown until={quota.resets_at} />
            </>
          )}
        </p>
        <p className="text-sm text-muted">
          A run leaves the window {formatDuration(quota.window_seconds, "en", "long")} after it
          started.
        </p>
      </div>
    </Gauge>
  );
}

function Exhausted({ quota: { max, next_slot_at, resets_at } }: { quota: RunQuota }) {
  const opens = next_slot_at ?? resets_at;
  const when = useClockText((now) => {
    if (max === 0) return "the policy allows no runs";
    if (opens === null) return "it is not known when the next window opens";
    const left = formatCountdown(opens, now);
    return left === null ? "next window opens now, checking" : `next window opens in ${left}`;
  });
  return <p className="font-medium text-exhausted-ink">Quota exhausted — {when}</p>;
}
