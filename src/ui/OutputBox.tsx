import { useLayoutEffect, useRef } from "react";
import type { RunOutput } from "../contract/runs.ts";

/** The end of what was printed; follows the end as long as the reader does. */
export function OutputBox({
  output: { text, dropped_bytes },
  tall = false,
}: {
  output: RunOutput;
  /** Where it is what one came for. */
  tall?: boolean;
}) {
  const box = useRef<HTMLPreElement>(null);
  const follows = useRef(true);
  useLayoutEffect(() => {
    if (follows.current) box.current?.scrollTo({ top: box.current.scrollHeight });
  });
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
        // Its ground is gone in forced colours: an edge is there instead.
        className={`overflow-auto rounded-control bg-sunken p-3 font-mono text-xs whitespace-pre-wrap forced-colors:border ${tall ? "h-96" : "max-h-64"}`}
      >
        {text || "Nothing printed yet."}
      </pre>
    </>
  );
}
