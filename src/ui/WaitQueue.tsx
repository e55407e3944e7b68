import type { Concurrency } from "../contract/quota.ts";
import { queuePlaces } from "../domain/queuePlaces.ts";
import { HeldFor } from "./HeldFor.tsx";
import { PartyName } from "./PartyName.tsx";

export interface WaitQueueProps {
  /** Tells it from other queues on the page: "Waiting for a slot". */
  label: string;
  queue: Concurrency["queue"];
  /** The reader's own id. */
  me: string | undefined;
}

/** Those who wait, in their order, and where the reader stands among them. */
export function WaitQueue({ label, queue, me }: WaitQueueProps) {
  const places = queuePlaces(queue, me);
  if (queue.length === 0) return null;
  return (
    <section aria-label={label} className="mt-4 border-t border-line pt-3">
      <h3 className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm font-semibold text-muted">
        Waiting
        {places !== null && <span className="text-ink">{places}</span>}
      </h3>
      <ol className="mt-2 space-y-3">
        {queue.map((waiter) => (
          <li key={waiter.run_id} className="flex gap-3">
            <span className="grid size-6 shrink-0 place-items-center rounded-full bg-sunken text-xs font-semibold">
              {waiter.position}
            </span>
            <div className="min-w-0 grow">
              <PartyName party={waiter} me={me} />
            </div>
            <p className="shrink-0 text-sm text-muted">
              <span className="sr-only">waiting </span>
              <HeldFor since={waiter.queued_at} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
