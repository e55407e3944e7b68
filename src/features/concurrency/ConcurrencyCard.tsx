import { TriangleAlert } from "lucide-react";
import { useEndpoint } from "../../api/useEndpoint.ts";
import type { Instant } from "../../contract/instant.ts";
import type { Concurrency } from "../../contract/quota.ts";
import { advise } from "../../domain/advise.ts";
import { concurrencyLimit, wouldQueue } from "../../domain/concurrency.ts";
import { leaseMoments } from "../../domain/leaseMoments.ts";
import { DataCard } from "../../ui/DataCard.tsx";
import { Gauge } from "../../ui/Gauge.tsx";
import { WaitQueue } from "../../ui/WaitQueue.tsx";
import { SlotHolder } from "./SlotHolder.tsx";

/** The slots of a project: how many are taken, by whom, and who waits (seed 002, story 11.2). */
export function ConcurrencyCard({ projectId }: { projectId: string }) {
  const asked = useEndpoint(
    "quota",
    "concurrency",
    { query: { project_id: projectId } },
    ({ holders }) => holders.flatMap(leaseMoments),
  );
  const meta = useEndpoint("meta", "meta").data?.data;
  const me = useEndpoint("meta", "me").data?.data.id;
  return (
    <DataCard
      title="Concurrency"
      failedTitle="Concurrency unavailable"
      asked={asked}
      environment={meta?.environment}
      engine={meta?.engines.counters}
      lines={4}
    >
      {({ data, server_time }) => (
        <Slots projectId={projectId} slots={data} observedAt={server_time} me={me} />
      )}
    </DataCard>
  );
}

export interface SlotsProps {
  projectId: string;
  slots: Concurrency;
  observedAt: Instant;
  /** The reader's own id. */
  me: string | undefined;
}

/** The gauge with its holders and its queue, for any answer. */
export function Slots({ projectId, slots, observedAt, me }: SlotsProps) {
  const { active, max, queued, holders, queue } = slots;
  return (
    <Gauge limit={concurrencyLimit(slots, observedAt)}>
      {wouldQueue(slots) && (
        <div className="mt-3 flex gap-2">
          <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-approaching-ink" />
          <div className="space-y-1">
            <p>
              {advise({ kind: "concurrency_full", project_id: projectId, active, max, queued })}
            </p>
            {max === 0 && <p className="text-sm text-muted">The policy allows no runs here now.</p>}
            {max > 0 && active > max && (
              <p className="text-sm text-muted">
                The limit was lowered. What runs goes on; a slot is free once fewer run than it
                allows.
              </p>
            )}
          </div>
        </div>
      )}
      {holders.length > 0 && (
        <section aria-label="Running" className="mt-4 border-t border-line pt-3">
          <h3 className="text-sm font-semibold text-muted">Running</h3>
          <ul className="mt-2 space-y-3">
            {holders.map((holder) => (
              <SlotHolder key={holder.run_id} holder={holder} me={me} />
            ))}
          </ul>
        </section>
      )}
      <WaitQueue label="Waiting for a slot" queue={queue} me={me} />
    </Gauge>
  );
}
