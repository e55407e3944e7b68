import { useState } from "react";
import { useEndpoint } from "../../api/useEndpoint.ts";
import type { Instant } from "../../contract/instant.ts";
import type { Run } from "../../contract/runs.ts";
import { Button } from "../../ui/Button.tsx";
import { DataCard } from "../../ui/DataCard.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { SessionRow } from "./SessionRow.tsx";

/** Shown at first, and with each "Show more", of those that are over. */
const STEP = 8;

/** The sessions that run, and those that did. */
export function SessionsCard() {
  const [shown, setShown] = useState(STEP);
  const asked = useEndpoint("sessions", "list", {}, ({ running }) =>
    running.map(({ stops_at }) => stops_at),
  );
  const meta = useEndpoint("meta", "meta").data?.data;
  return (
    <DataCard
      title="Sessions"
      failedTitle="Sessions unavailable"
      asked={asked}
      environment={meta?.environment}
      engine={meta?.engines.records}
      lines={5}
    >
      {({ data: { sessions, running }, server_time }) => {
        const past = sessions.filter(({ finished_at }) => finished_at !== null);
        if (sessions.length + running.length === 0) {
          return <EmptyState title="No sessions yet">Start one, and it shows up here.</EmptyState>;
        }
        return (
          <>
            <Group title="Running" sessions={running} asOf={server_time} empty="None is running." />
            {past.length > 0 && (
              <Group title="Past" sessions={past.slice(0, shown)} asOf={server_time} />
            )}
            {shown < past.length && (
              <div className="mt-4">
                <Button onClick={() => setShown(shown + STEP)}>Show more</Button>
              </div>
            )}
          </>
        );
      }}
    </DataCard>
  );
}

interface GroupProps {
  title: string;
  sessions: readonly Run[];
  asOf: Instant;
  empty?: string;
}

function Group({ title, sessions, asOf, empty }: GroupProps) {
  return (
    <section aria-label={`${title} sessions`} className="not-first:mt-4">
      <h3 className="text-xs font-semibold tracking-wide text-muted uppercase">{title}</h3>
      {sessions.length === 0 ? (
        <p className="py-3 text-muted">{empty}</p>
      ) : (
        <ul className="divide-y divide-line">
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} asOf={asOf} />
          ))}
        </ul>
      )}
    </section>
  );
}
