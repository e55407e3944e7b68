import { useEndpoint } from "../../api/useEndpoint.ts";
import type { PrLock } from "../../contract/quota.ts";
import { advise } from "../../domain/advise.ts";
import { lockWords } from "../../domain/lockWords.ts";
import { lockMoments } from "../../domain/readPrLock.ts";
import { Announce } from "../../ui/Announce.tsx";
import { useClockText } from "../../ui/ClockContext.tsx";
import { DataCard } from "../../ui/DataCard.tsx";
import { Explain } from "../../ui/Explain.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { HeldFor } from "../../ui/HeldFor.tsx";
import { LockBadge } from "../../ui/LockBadge.tsx";
import { lockLook } from "../../ui/lockLook.ts";
import { PartyName } from "../../ui/PartyName.tsx";
import { TimeLeft } from "../../ui/TimeLeft.tsx";
import { useLockReading } from "../../ui/useLockReading.ts";
import { WaitQueue } from "../../ui/WaitQueue.tsx";

/** The lock that PR delivery takes in a project: who holds it, and who waits (seed 002, story 11.3). */
export function PrLockCard({ projectId }: { projectId: string }) {
  const asked = useEndpoint("quota", "prLock", { query: { project_id: projectId } }, lockMoments);
  const meta = useEndpoint("meta", "meta").data?.data;
  const me = useEndpoint("meta", "me").data?.data.id;
  return (
    <DataCard
      title="PR lock"
      failedTitle="PR lock: unknown"
      asked={asked}
      environment={meta?.environment}
      engine={meta?.engines.counters}
    >
      {({ data }) => (
        <LockState projectId={projectId} lock={data} fresh={asked.error === null} me={me} />
      )}
    </DataCard>
  );
}

export interface LockStateProps {
  projectId: string;
  lock: PrLock;
  /** False if the answer could not be renewed. */
  fresh: boolean;
  /** The reader's own id. */
  me: string | undefined;
}

/** The lock in words, for any answer. */
export function LockState({ projectId, lock, fresh, me }: LockStateProps) {
  const reading = useLockReading(lock, fresh);
  const { headline, word, sentence } = lockWords[reading];
  const Icon = lockLook[reading].icon;
  const words = useClockText((now) => sentence(lock, now));
  const { locked, held_since, queue_depth, holder, lease_expires_at, queue } = lock;
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p
          className={`flex items-center ${locked ? "gap-1 text-2xl font-semibold tracking-tight" : "gap-2 text-muted"}`}
        >
          {!locked && <Icon aria-hidden size={16} />}
          {headline}
          {locked && (
            <Explain label="What the PR lock is">
              {advise({ kind: "pr_lock_held", project_id: projectId, held_since, queue_depth })}
            </Explain>
          )}
        </p>
        {locked && <LockBadge reading={reading} />}
      </div>
      <p className={locked ? "mt-1" : "text-sm text-muted"}>{words}</p>
      {locked && (
        <div className="mt-3">
          <Facts
            facts={[
              { name: "Held for", value: <HeldFor since={held_since} /> },
              {
                name: "Lease left",
                value: lease_expires_at ? <TimeLeft until={lease_expires_at} /> : "unknown",
              },
              { name: "Queue", value: runsWaiting(queue_depth) },
            ]}
          />
        </div>
      )}
      {holder && (
        <section aria-label="Holder" className="mt-4 border-t border-line pt-3">
          <h3 className="text-sm font-semibold text-muted">Holder</h3>
          <div className="mt-2">
            <PartyName party={holder} me={me} />
          </div>
        </section>
      )}
      <WaitQueue label="Waiting to deliver" queue={queue} me={me} />
      <Announce text={`PR lock: ${word}`} />
    </>
  );
}

const runsWaiting = (count: number) =>
  count === 1 ? "1 run waiting" : `${count === 0 ? "no" : count} runs waiting`;
