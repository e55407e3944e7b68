import { Fragment } from "react";
import { Link } from "react-router";
import { useEndpoint } from "../../api/useEndpoint.ts";
import { explain } from "../../domain/explain.ts";
import { useClock } from "../../ui/ClockContext.tsx";
import { Moment } from "../../ui/Moment.tsx";
import { ReasonSentence } from "../../ui/ReasonSentence.tsx";
import { ContinueOnce } from "./ContinueOnce.tsx";
import { usageChangesAt } from "./usageChangesAt.ts";

/** Says on every page that the person's own caps hold new work: by what, until when, and the ways on. */
export function PausedBanner() {
  const usage = useEndpoint("thresholds", "usage", { query: {} }, usageChangesAt).data?.data;
  const role = useEndpoint("meta", "me").data?.data.role;
  const clock = useClock();
  const explanations = usage?.reasons.map((reason) => explain(reason, clock.now())) ?? [];
  const [headline] = explanations;
  if (!usage || !headline) return null;
  const { override } = usage;
  return (
    <aside
      aria-label="New work is paused"
      className="border-b border-line bg-exhausted-soft text-sm"
    >
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 md:px-8">
        <p className="grow basis-80">
          <strong className="font-medium text-exhausted-ink">{headline.title}.</strong>{" "}
          {explanations.map((explanation) => (
            <Fragment key={explanation.sentence}>
              <ReasonSentence explanation={explanation} />{" "}
            </Fragment>
          ))}
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
