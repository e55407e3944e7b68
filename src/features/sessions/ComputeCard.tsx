import { useEndpoint } from "../../api/useEndpoint.ts";
import type { ComputeUsage } from "../../contract/sessions.ts";
import { computeLimit } from "../../domain/compute.ts";
import { describePace } from "../../domain/describePace.ts";
import { formatHours } from "../../domain/duration.ts";
import { useClockText } from "../../ui/ClockContext.tsx";
import { Countdown } from "../../ui/Countdown.tsx";
import { DataCard } from "../../ui/DataCard.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Gauge } from "../../ui/Gauge.tsx";
import { useSessionStatus } from "./useSessionStatus.ts";

/** The month's compute (seed 000). */
export function ComputeCard() {
  const asked = useSessionStatus();
  const meta = useEndpoint("meta", "meta").data?.data;
  return (
    <DataCard
      title="Compute"
      failedTitle="Compute unavailable"
      asked={asked}
      environment={meta?.environment}
      engine={meta?.engines.records}
      lines={7}
    >
      {({ data: { usage } }) => <ComputeGauge usage={usage} />}
    </DataCard>
  );
}

/** The gauge by itself, for any usage. */
export function ComputeGauge({ usage }: { usage: ComputeUsage }) {
  const { daily_seconds, monthly_seconds, monthly_quota_seconds: quota, tier } = usage;
  const pace = useClockText((now) => describePace(usage, now) ?? "");
  return (
    <Gauge limit={computeLimit(usage)}>
      <div className="mt-3">
        <Facts
          facts={[
            { name: "Today", value: formatHours(daily_seconds) },
            { name: "This month", value: formatHours(monthly_seconds) },
            {
              name: "Quota",
              value: `${quota === null ? "Unlimited" : formatHours(quota)} (${tier})`,
            },
            { name: "Resets", value: <Countdown until={usage.resets_at} /> },
          ]}
        />
      </div>
      {pace !== "" && <p className="mt-2 text-sm text-muted">{pace}</p>}
    </Gauge>
  );
}
