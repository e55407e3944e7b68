import { Link } from "react-router";
import { useEndpoint } from "../../api/useEndpoint.ts";
import type { Run } from "../../contract/runs.ts";
import { Age } from "../../ui/Age.tsx";
import { DataCard } from "../../ui/DataCard.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { RunStatusBadge } from "../../ui/RunStatusBadge.tsx";
import { began, useActiveWork } from "./useActiveWork.ts";

/** More than this is for the pages of their own. */
const MOST = 8;

export interface ActiveWorkCardProps {
  /** The page of a project. */
  projectHref: (id: string) => string;
}

/** What runs now, runs and sessions alike, each the way to its page. */
export function ActiveWorkCard({ projectHref }: ActiveWorkCardProps) {
  const asked = useActiveWork();
  const meta = useEndpoint("meta", "meta").data?.data;
  return (
    <DataCard
      title="Running now"
      failedTitle="What runs is not known"
      asked={asked}
      environment={meta?.environment}
      engine={meta?.engines.records}
      lines={4}
    >
      {({ data: work }) =>
        work.length === 0 ? (
          <EmptyState title="Nothing runs">What you start shows up here.</EmptyState>
        ) : (
          <>
            <ul className="-my-2 divide-y divide-line">
              {work.slice(0, MOST).map((run) => (
                <ActiveRow key={run.id} run={run} projectHref={projectHref} />
              ))}
            </ul>
            {work.length > MOST && (
              <p className="mt-3 text-sm text-muted">and {work.length - MOST} more</p>
            )}
          </>
        )
      }
    </DataCard>
  );
}

function ActiveRow({ run, projectHref }: { run: Run } & ActiveWorkCardProps) {
  const { kind, id, name, message, project_id, status } = run;
  const isSession = kind === "session";
  const title = isSession ? (name ?? "Unnamed session") : (message ?? "No message");
  const href = isSession || project_id === null ? `/sessions/${id}` : projectHref(project_id);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 py-2">
      <div className="min-w-0 basis-48 grow">
        <Link
          to={href}
          dir="auto"
          title={title}
          className="block truncate font-medium hover:underline"
        >
          {title}
        </Link>
        <p className="truncate text-sm text-muted">
          {isSession ? "Session" : "Run"}
          {project_id === null ? "" : ` in ${project_id}`} · <Age at={began(run)} />
        </p>
      </div>
      <RunStatusBadge status={status} />
    </li>
  );
}
