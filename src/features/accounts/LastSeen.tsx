import type { Snapshot } from "../../contract/snapshot.ts";
import { pollMessage, pollWords } from "../../domain/pollWords.ts";
import { Age } from "../../ui/Age.tsx";
import { useClockText } from "../../ui/ClockContext.tsx";

export interface LastSeenProps {
  snapshot: Snapshot;
  /** True while the vendor is being asked. */
  busy: boolean;
}

/** How old the values are, and what came of asking again. The values stay, whatever came of it. */
export function LastSeen({ snapshot, busy }: LastSeenProps) {
  const words = useClockText((now) => pollWords(snapshot, now));
  const message = pollMessage(snapshot);
  const said = busy ? "Refreshing…" : words;
  return (
    <>
      {snapshot.observed_at !== null && (
        <p className="text-muted">
          as of <Age at={snapshot.observed_at} rough />
        </p>
      )}
      {said !== "" && (
        <p className="line-clamp-3" title={message ?? undefined}>
          {said}
          {message !== null && !busy && <span className="text-muted">: {message}</span>}
        </p>
      )}
    </>
  );
}
