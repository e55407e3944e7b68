import { Button } from "./Button.tsx";
import { CorrelationChip } from "./CorrelationChip.tsx";
import { failureOf, nextStep } from "./failure.ts";
import { Notice } from "./Notice.tsx";

export interface FailedStateProps {
  /** What is missing: "Run quota unavailable". */
  title: string;
  error: unknown;
  onRetry: () => void;
  /** True where it answers an act, and so must be heard. */
  urgent?: boolean;
}

/** Nothing could be had: neither empty nor zero, but unknown. */
export function FailedState({ title, error, onRetry, urgent = false }: FailedStateProps) {
  const { kind, message, correlationId } = failureOf(error);
  return (
    <Notice look="unknown" title={title} urgent={urgent}>
      <p>
        {message} {nextStep[kind]}
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <Button onClick={onRetry}>Try again</Button>
        {correlationId !== "" && <CorrelationChip id={correlationId} />}
      </div>
    </Notice>
  );
}
