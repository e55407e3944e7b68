import { Check, Copy } from "lucide-react";
import { useState } from "react";

type State = "idle" | "copied" | "failed";

const said: Record<State, string> = {
  idle: "",
  copied: "Copied",
  failed: "Copying is not allowed here",
};

/** The id of the answer one looks at, as the server's log has it. A click copies it whole. */
export function CorrelationChip({ id }: { id: string }) {
  const [state, setState] = useState<State>("idle");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(id);
      setState("copied");
    } catch {
      setState("failed");
    }
  };
  const Icon = state === "copied" ? Check : Copy;
  return (
    <span className="-mx-1 inline-flex items-center text-xs text-muted">
      <button
        type="button"
        title={id}
        aria-label={`Copy the answer's id ${id}`}
        onClick={() => void copy()}
        onBlur={() => setState("idle")}
        className="inline-flex min-h-6 items-center gap-1 rounded-chip px-1 font-mono hover:bg-sunken hover:text-ink"
      >
        <Icon aria-hidden size={12} />
        {id.slice(0, 8)}
      </button>
      <span role="status" className="not-empty:mx-1">
        {said[state]}
      </span>
    </span>
  );
}
