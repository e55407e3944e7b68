import { useLayoutEffect, useRef } from "react";
import { useEndpoint } from "../../api/useEndpoint.ts";
import { FailedState } from "../../ui/FailedState.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";

/** The end of what a run printed; follows the end as long as the reader does. */
export function RunOutput({ id }: { id: string }) {
  const { data, error, refetch } = useEndpoint("runs", "get", { params: { id } });
  const box = useRef<HTMLPreElement>(null);
  const follows = useRef(true);
  const text = data?.data.output.text ?? "";
  useLayoutEffect(() => {
    if (follows.current) box.current?.scrollTo({ top: box.current.scrollHeight });
  });

  if (!data) {
    return error ? (
      <FailedState title="Output unavailable" error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton lines={2} label="Loading output" />
    );
  }
  const { dropped_bytes } = data.data.output;
  return (
    <>
      {dropped_bytes > 0 && (
        <p className="mb-1 text-sm text-muted">
          The beginning is gone: {new Intl.NumberFormat().format(dropped_bytes)} bytes.
        </p>
      )}
      <pre
        ref={box}
        // A region that scrolls must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label="Output"
        onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
          follows.current = scrollTop + clientHeight >= scrollHeight - 4;
        }}
        className="max-h-64 overflow-auto rounded-control bg-sunken p-3 font-mono text-xs whitespace-pre-wrap"
      >
        {text || "Nothing printed yet."}
      </pre>
    </>
  );
}
