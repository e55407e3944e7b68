import type { Refusal } from "../contract/refusal.ts";
import { explain, remediesOf } from "../domain/explain.ts";
import { useClock } from "./ClockContext.tsx";
import { CorrelationChip } from "./CorrelationChip.tsx";
import { useLink } from "./LinkContext.tsx";
import { Notice } from "./Notice.tsx";
import { ReasonSentence } from "./ReasonSentence.tsx";
import { SkippedAccounts } from "./SkippedAccounts.tsx";

export interface RefusalNoticeProps {
  /** All that stands in the way, the headline first: waiting takes until the last of them has lifted. */
  reasons: readonly Refusal[];
  /** Of the answer that said so; empty where no answer did. */
  correlationId: string;
  /** True where it answers an act. */
  urgent?: boolean;
}

/** What stands in the way, until when, and what can be done. */
export function RefusalNotice({ reasons, correlationId, urgent = false }: RefusalNoticeProps) {
  const clock = useClock();
  const Link = useLink();
  const explanations = reasons.map((reason) => explain(reason, clock.now()));
  const depleted = reasons.find((reason) => reason.reason === "accounts_depleted");
  const [headline] = explanations;
  if (!headline) return null;
  return (
    <Notice look="refusal" title={headline.title} urgent={urgent}>
      <div className="space-y-1">
        {explanations.map((explanation) => (
          <p key={explanation.sentence}>
            <ReasonSentence explanation={explanation} />
          </p>
        ))}
      </div>
      {depleted && <SkippedAccounts skipped={depleted.skipped} />}
      <ul className="mt-2 list-disc space-y-0.5 pl-4">
        {remediesOf(explanations).map(({ label, href, cost }) => (
          <li key={`${label} ${href}`}>
            {href === null ? (
              label
            ) : (
              <Link className="underline" href={href}>
                {label}
              </Link>
            )}
            {cost === "paid" && " (paid)"}
          </li>
        ))}
      </ul>
      {/* Keeps its place: where the store knows first, the answer with its id comes later. */}
      <div className="mt-2 min-h-6">
        {correlationId !== "" && <CorrelationChip id={correlationId} />}
      </div>
    </Notice>
  );
}
