import { useEndpoint } from "../../api/useEndpoint.ts";
import type { BatchStatus } from "../../contract/sessions.ts";
import { computeLimit } from "../../domain/compute.ts";
import { usageAt } from "../../domain/computeNow.ts";
import { describePace } from "../../domain/describePace.ts";
import { formatHours } from "../../domain/duration.ts";
import { useClock, useClockText } from "../../ui/ClockContext.tsx";
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
      {({ data: { usage, working } }) => <ComputeGauge usage={usage} working={working} />}
    </DataCard>
  );
}

/** The gauge by itself, for any usage: it counts on while something works. */
export function ComputeGauge({ usage, working }: Pick<BatchStatus, "usage" | "working">) {
  const clock = useClock();
  const { monthly_quota_seconds: quota, tier } = usage;
  const pace = useClockText((now) => describePace(usage, working, now) ?? "");
  useClockText((now) => amounts(usageAt(usage, working, now)).join(" "));
  const grown = usageAt(usage, working, clock.now());
  const [today, thisMonth] = amounts(grown);
  return (
    // The banner above every page speaks of the same levels.
    <Gauge quiet limit={computeLimit(grown)}>
      <div className="mt-3">
        <Facts
          facts={[
            { name: "Today", value: today },
            { name: "This month", value: thisMonth },
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

const amounts = ({ daily_seconds, monthly_seconds }: BatchStatus["usage"]) => [
  formatHours(daily_seconds),
  formatHours(monthly_seconds),
];
