import { useId, useState } from "react";
import type { Job } from "../../contract/jobs.ts";
import { Button } from "../../ui/Button.tsx";
import { jobWords } from "./jobWords.ts";

/** Failures shown at first. */
const FEW = 5;

export interface JobProgressProps {
  job: Job;
  /** True while the act is on its way. */
  busy: boolean;
  onCancel: () => void;
  onRetry: () => void;
  onDismiss: () => void;
}

/** A refresh of many accounts: how far it is, what failed and why, and what can be done. */
export function JobProgress({ job, busy, onCancel, onRetry, onDismiss }: JobProgressProps) {
  const words = useId();
  const isRunning = job.status === "running";
  return (
    <section
      aria-label="Refresh"
      className="min-w-0 space-y-2 rounded-control border border-line bg-card p-3 text-sm"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p id={words} className="font-medium">
          {jobWords(job)}
        </p>
        {isRunning && (
          <progress
            aria-labelledby={words}
            className="progress-line h-2 min-w-32 grow rounded-full"
            max={Math.max(1, job.total)}
            value={job.done + job.failed}
          />
        )}
        <div className="ml-auto flex flex-wrap gap-2">
          {isRunning ? (
            <Button onClick={onCancel} aria-busy={busy}>
              Cancel
            </Button>
          ) : (
            <>
              {job.failures.length > 0 && (
                <Button onClick={onRetry} aria-busy={busy}>
                  Retry failed
                </Button>
              )}
              <Button look="quiet" onClick={onDismiss}>
                Dismiss
              </Button>
            </>
          )}
        </div>
      </div>
      {!isRunning && job.failures.length > 0 && <Failures failures={job.failures} />}
    </section>
  );
}

function Failures({ failures }: Pick<Job, "failures">) {
  const [all, setAll] = useState(false);
  return (
    <>
      <ul aria-label="Failed accounts" className="space-y-0.5">
        {(all ? failures : failures.slice(0, FEW)).map(({ account_id, nickname, message }) => (
          <li key={account_id} className="break-words">
            <bdi className="font-medium">{nickname}</bdi>: {message}
          </li>
        ))}
      </ul>
      {!all && failures.length > FEW && (
        <Button look="quiet" onClick={() => setAll(true)}>
          Show all {failures.length}
        </Button>
      )}
    </>
  );
}
