import { useEndpoint } from "../../api/useEndpoint.ts";
import { Button } from "../../ui/Button.tsx";
import { useClockText } from "../../ui/ClockContext.tsx";
import { DataCard } from "../../ui/DataCard.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { failureOf } from "../../ui/failure.ts";
import { type ActivityDay, activityDays, dayWords } from "./activityDays.ts";
import { ActivityRow } from "./ActivityRow.tsx";
import { useActivity } from "./useActivity.ts";

/** What was skipped, refused, added and removed, by day, the newest first. */
export function ActivityCard() {
  const asked = useActivity();
  const { fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError, error } = asked;
  const meta = useEndpoint("meta", "meta").data?.data;
  const more = () => {
    if (!isFetchingNextPage) void fetchNextPage();
  };
  return (
    <DataCard
      title="What happened"
      failedTitle="Activity unavailable"
      // More that could not be had says nothing against what is there.
      asked={{ ...asked, error: isFetchNextPageError ? null : error }}
      environment={meta?.environment}
      engine={meta?.engines.records}
      lines={6}
    >
      {({ data: entries }) =>
        entries.length === 0 ? (
          <EmptyState title="Nothing has happened yet">
            Accounts that are added, removed or skipped, and work that is refused, show up here.
          </EmptyState>
        ) : (
          <>
            <div className="space-y-4">
              {activityDays(entries).map((day) => (
                <Day key={day.day} day={day} />
              ))}
            </div>
            {hasNextPage && (
              <div className="mt-4 flex flex-wrap items-center gap-3">
                <Button onClick={more} aria-busy={isFetchingNextPage}>
                  {isFetchingNextPage ? "Fetching…" : "Show more"}
                </Button>
                {isFetchNextPageError && (
                  <p role="alert" className="text-sm text-muted">
                    More could not be had: {failureOf(error).message}
                  </p>
                )}
              </div>
            )}
          </>
        )
      }
    </DataCard>
  );
}

function Day({ day }: { day: ActivityDay }) {
  const words = useClockText((now) => dayWords(day, now));
  return (
    <div>
      <h3 className="text-xs font-medium text-muted">{words}</h3>
      <ul aria-label={words} className="divide-y divide-line">
        {day.entries.map((entry) => (
          <ActivityRow key={entry.id} entry={entry} />
        ))}
      </ul>
    </div>
  );
}
