import { RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import { FaultError } from "../../api/errors.ts";
import { useEndpoint } from "../../api/useEndpoint.ts";
import type { ProviderId } from "../../contract/snapshot.ts";
import { Announce } from "../../ui/Announce.tsx";
import { Button } from "../../ui/Button.tsx";
import { FailedState } from "../../ui/FailedState.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { JobProgress } from "./JobProgress.tsx";
import { jobNews } from "./jobWords.ts";
import { useProviders } from "./useProviders.ts";
import { useRefreshJob } from "./useRefreshJob.ts";

export interface RefreshJobProps {
  /** Only the accounts of this provider: the filter of the list. */
  provider?: ProviderId | undefined;
}

/** Asks the vendors of all accounts anew, as a job that can be watched, cancelled and retried. */
export function RefreshJob({ provider }: RefreshJobProps) {
  const acts = useRefreshJob();
  const { id, start } = acts;
  const [news, setNews] = useState("");
  const [running, setRunning] = useState(false);
  const role = useEndpoint("meta", "me").data?.data.role;
  const { providers } = useProviders();
  const name = providers.find((known) => known.id === provider)?.name;
  const blocked =
    role === "viewer"
      ? "Viewers only read: a member may refresh."
      : running
        ? "A refresh is running."
        : null;
  return (
    <div className="min-w-0 space-y-3">
      <Button
        blockedBecause={blocked}
        aria-busy={start.isPending}
        onClick={() => {
          if (!start.isPending) start.mutate(provider);
        }}
      >
        <RefreshCw aria-hidden size={16} />
        {name === undefined ? "Refresh all" : `Refresh all ${name}`}
      </Button>
      {id !== null && <Watched id={id} acts={acts} onNews={setNews} onRunning={setRunning} />}
      <Announce text={news} />
    </div>
  );
}

interface WatchedProps {
  id: string;
  acts: ReturnType<typeof useRefreshJob>;
  onNews: (news: string) => void;
  onRunning: (running: boolean) => void;
}

function Watched({ id, acts, onNews, onRunning }: WatchedProps) {
  const { data, error, refetch } = useEndpoint("jobs", "get", { params: { id } });
  const { cancel, retry, dismiss } = acts;
  const job = data?.data;
  const isGone =
    error instanceof FaultError && ["not_found", "invalid_request"].includes(error.problem.error);
  const news = isGone ? "The refresh is gone" : job ? jobNews(job) : "";
  const isRunning = !isGone && job?.status === "running";
  useEffect(() => {
    onNews(news);
    // The next one's beginning is not this one's end.
    return () => onNews("");
  }, [news, onNews]);
  useEffect(() => {
    onRunning(isRunning);
    return () => onRunning(false);
  }, [isRunning, onRunning]);
  if (isGone) {
    return (
      <Notice look="unknown" title="This refresh is gone">
        <p>
          It ended with the server&apos;s process. What had landed by then is kept; refresh again
          for the others.
        </p>
        <div className="mt-2">
          <Button onClick={dismiss}>Dismiss</Button>
        </div>
      </Notice>
    );
  }
  return (
    <>
      {job && (
        <JobProgress
          job={job}
          busy={cancel.isPending || retry.isPending}
          onCancel={() => {
            if (!cancel.isPending) cancel.mutate(id);
          }}
          onRetry={() => {
            if (!retry.isPending) retry.mutate(id);
          }}
          onDismiss={dismiss}
        />
      )}
      {error !== null && (
        <FailedState
          title="How far the refresh is, is not known"
          error={error}
          onRetry={() => void refetch()}
        />
      )}
    </>
  );
}
