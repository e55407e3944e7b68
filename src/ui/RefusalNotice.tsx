import type { Refusal } from "../contract/refusal.ts";
import { explain } from "../domain/explain.ts";
import { useClock } from "./ClockContext.tsx";
import { CorrelationChip } from "./CorrelationChip.tsx";
import { Countdown } from "./Countdown.tsx";
import { useLink } from "./LinkContext.tsx";
import { Notice } from "./Notice.tsx";
import { SkippedAccounts } from "./SkippedAccounts.tsx";

export interface RefusalNoticeProps {
  refusal: Refusal;
  /** Of the answer that said so; empty where no answer did. */
  correlationId: string;
  /** True where it answers an act. */
  urgent?: boolean;
}

/** What stands in the way, until when, and what can be done. */
export function RefusalNotice({ refusal, correlationId, urgent = false }: RefusalNoticeProps) {
  const clock = useClock();
  const Link = useLink();
  const { title, sentence, until, until_label, remedies } = explain(refusal, clock.now());
  return (
    <Notice look="refusal" title={title} urgent={urgent}>
      <p>
        {sentence}
        {until !== null && (
          <>
            {" "}
            {until_label} <Countdown until={until} />.
          </>
        )}
      </p>
      {refusal.reason === "accounts_depleted" && <SkippedAccounts skipped={refusal.skipped} />}
      <ul className="mt-2 list-disc space-y-0.5 pl-4">
        {remedies.map(({ label, href, cost }) => (
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
