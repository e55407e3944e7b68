import type { FallbackProps } from "react-error-boundary";
import { Button } from "./Button.tsx";
import { Notice } from "./Notice.tsx";

/** A part of the page has failed by a fault of its own. */
export function CrashNotice({ error, resetErrorBoundary }: FallbackProps) {
  return (
    <div className="p-4">
      <Notice look="refusal" title="This page has failed" urgent>
        <p>{error instanceof Error ? error.message : String(error)}</p>
        <div className="mt-2">
          <Button onClick={resetErrorBoundary}>Show it again</Button>
        </div>
      </Notice>
    </div>
  );
}
