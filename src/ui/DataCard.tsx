import type { ReactNode } from "react";
import type { Instant } from "../contract/instant.ts";
import { Card } from "./Card.tsx";
import { CorrelationChip } from "./CorrelationChip.tsx";
import { EnvProvenance } from "./EnvProvenance.tsx";
import { FailedState } from "./FailedState.tsx";
import { failureOf } from "./failure.ts";
import { Notice } from "./Notice.tsx";
import { Skeleton } from "./Skeleton.tsx";

/** An answer, as the client gives it. */
interface Answered<T> {
  data: T;
  correlation_id: string;
  server_time: Instant;
}

export interface DataCardProps<T> {
  title: string;
  /** What a failure is called: "Run quota unavailable". */
  failedTitle: string;
  asked: { data: Answered<T> | undefined; error: unknown; refetch: () => unknown };
  environment: string | undefined;
  engine: string | undefined;
  aside?: ReactNode;
  lines?: number;
  children: (answer: Answered<T>) => ReactNode;
}

/**
 * A card over one answer, in one of four states that are never confused: pending, failed without
 * data, data, and data whose refresh failed (the last good value stays).
 */
export function DataCard<T>(props: DataCardProps<T>) {
  const { title, failedTitle, asked, environment, engine, aside, lines = 3, children } = props;
  const { data: answer, error, refetch } = asked;
  if (!answer) {
    return (
      <Card title={title} aside={aside} footer={error === null && <div className="h-6" />}>
        {error === null ? (
          <Skeleton lines={lines} label={`Loading: ${title}`} />
        ) : (
          <FailedState title={failedTitle} error={error} onRetry={() => void refetch()} />
        )}
      </Card>
    );
  }
  return (
    <Card
      title={title}
      aside={aside}
      footer={
        <div className="flex flex-wrap items-center justify-between gap-x-4">
          <EnvProvenance
            environment={environment}
            engine={engine}
            observedAt={answer.server_time}
          />
          <CorrelationChip id={answer.correlation_id} />
        </div>
      }
    >
      {children(answer)}
      {error !== null && (
        <div className="mt-3">
          <Notice look="unknown" title="Could not be refreshed">
            {failureOf(error).message} This is the last value seen.{" "}
            <button type="button" className="underline" onClick={() => void refetch()}>
              Try again
            </button>
          </Notice>
        </div>
      )}
    </Card>
  );
}
