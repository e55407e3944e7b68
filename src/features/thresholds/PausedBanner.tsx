import { Link } from "react-router";
import { useEndpoint } from "../../api/useEndpoint.ts";
import type { AccountUsage } from "../../contract/thresholds.ts";
import type { RefusalOf } from "../../contract/refusal.ts";
import { explain } from "../../domain/explain.ts";
import { useClock } from "../../ui/ClockContext.tsx";
import { Countdown } from "../../ui/Countdown.tsx";
import { Moment } from "../../ui/Moment.tsx";
import { ContinueOnce } from "./ContinueOnce.tsx";
import { usageChangesAt } from "./usageChangesAt.ts";

/** Says on every page that the person's own caps hold new work: by what, until when, and the ways on. */
export function PausedBanner() {
  const usage = useEndpoint("thresholds", "usage", { query: {} }, usageChangesAt).data?.data;
  const role = useEndpoint("meta", "me").data?.data.role;
  const clock = useClock();
  const refusal = usage && refusalOf(usage);
  if (!refusal) return null;
  const { title, sentence, until, until_label } = explain(refusal, clock.now());
  const { override } = usage;
  return (
    <aside
      aria-label="New work is paused"
      className="border-b border-line bg-exhausted-soft text-sm"
    >
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 md:px-8">
        <p className="grow basis-80">
          <strong className="font-medium text-exhausted-ink">{title}.</strong> {sentence}{" "}
          {until !== null && (
            <>
              {until_label} <Countdown until={until} />.{" "}
            </>
          )}
          <Link to="/settings" className="text-accent underline">
            Change the cap
          </Link>
        </p>
        {override ? (
          <p dir="auto" className="min-w-0 break-words">
            One start may pass until <Moment at={override.expires_at} /> (by you
            {override.reason !== null && `: ${override.reason}`})
          </p>
        ) : (
          role !== "viewer" && <ContinueOnce />
        )}
      </div>
    </aside>
  );
}

function refusalOf(usage: AccountUsage): RefusalOf<"session_threshold" | "week_threshold"> | null {
  const { reason, utilization_pct, threshold_pct, resets_at } = usage;
  if (reason === null || utilization_pct === null || threshold_pct === null) return null;
  return { reason, utilization_pct, threshold_pct, resets_at };
}
