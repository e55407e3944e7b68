import { FailedState } from "./FailedState.tsx";
import { failureOf } from "./failure.ts";

export interface StartFailedProps {
  /** What was to start: "session". */
  what: string;
  error: unknown;
  onRetry: () => void;
}

/** An attempt to start work has failed of something else than a limit. */
export function StartFailed({ what, error, onRetry }: StartFailedProps) {
  // Only the server can say that nothing has started.
  const title =
    failureOf(error).kind === "fault"
      ? `The ${what} did not start`
      : `It is not known whether the ${what} started`;
  return <FailedState title={title} error={error} onRetry={onRetry} urgent />;
}
