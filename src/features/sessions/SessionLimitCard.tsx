import { Link } from "react-router";
import { useEndpoint } from "../../api/useEndpoint.ts";
import { sessionLimit } from "../../domain/sessionLimit.ts";
import { DataCard } from "../../ui/DataCard.tsx";
import { Gauge } from "../../ui/Gauge.tsx";
import { useSessionStatus } from "./useSessionStatus.ts";

/** How many sessions run, of how many that may. */
export function SessionLimitCard() {
  const asked = useSessionStatus();
  const meta = useEndpoint("meta", "meta").data?.data;
  return (
    <DataCard
      title="Session limit"
      failedTitle="Session limit unavailable"
      asked={asked}
      environment={meta?.environment}
      engine={meta?.engines.counters}
      lines={6}
    >
      {({ data, server_time }) => {
        const left = Math.max(0, data.max_sessions - data.running);
        return (
          <Gauge limit={sessionLimit(data, server_time)}>
            <div className="mt-3 space-y-1">
              <p>
                {left === 0
                  ? "No further session may start"
                  : `${left} more ${left === 1 ? "session" : "sessions"} may start`}
              </p>
              <p className="text-sm text-muted">A session that is stopped makes room at once.</p>
              <p className="text-sm">
                <Link to="/sessions" className="text-accent underline">
                  All sessions
                </Link>
              </p>
            </div>
          </Gauge>
        );
      }}
    </DataCard>
  );
}
