import { Link } from "react-router";
import { useEndpoint } from "../../api/useEndpoint.ts";
import { concurrencyLimit } from "../../domain/concurrency.ts";
import { lockMoments } from "../../domain/readPrLock.ts";
import { DataCard } from "../../ui/DataCard.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { LockBadge } from "../../ui/LockBadge.tsx";
import { SmallGauge } from "../../ui/SmallGauge.tsx";
import { useLockReading } from "../../ui/useLockReading.ts";
import type { ProjectLimits } from "../../contract/quota.ts";
import type { Instant } from "../../contract/instant.ts";
import { projectPath } from "./projectPath.ts";

/** Slots, queue and PR lock of every project at a glance; each name leads to its page. */
export function ProjectLimitsCard() {
  const asked = useEndpoint("quota", "projects", {}, ({ projects }) =>
    projects.flatMap(({ pr_lock }) => lockMoments(pr_lock)),
  );
  const meta = useEndpoint("meta", "meta").data?.data;
  return (
    <DataCard
      title="Projects"
      failedTitle="Projects unavailable"
      asked={asked}
      environment={meta?.environment}
      engine={meta?.engines.counters}
    >
      {({ data: { projects }, server_time }) =>
        projects.length === 0 ? (
          <EmptyState title="No projects yet">
            <Link to="/projects" className="text-accent underline">
              Add your first project
            </Link>
          </EmptyState>
        ) : (
          <table className="w-full table-fixed text-left">
            <thead className="text-xs text-muted">
              <tr>
                <th scope="col" className="pb-1 font-medium">
                  Project
                </th>
                <th scope="col" className="w-18 pb-1 font-medium sm:w-32">
                  Slots
                </th>
                <th scope="col" className="w-25 pb-1 pl-3 font-medium">
                  PR lock
                </th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {projects.map((limits) => (
                <ProjectRow
                  key={limits.project_id}
                  limits={limits}
                  observedAt={server_time}
                  fresh={asked.error === null}
                />
              ))}
            </tbody>
          </table>
        )
      }
    </DataCard>
  );
}

interface ProjectRowProps {
  limits: ProjectLimits;
  observedAt: Instant;
  /** False if the answer could not be renewed. */
  fresh: boolean;
}

function ProjectRow({ limits, observedAt, fresh }: ProjectRowProps) {
  const { project_id, name, queued, pr_lock } = limits;
  const reading = useLockReading(pr_lock, fresh);
  return (
    <tr className="align-top">
      <th scope="row" className="py-2 pr-3 font-medium">
        <Link
          to={projectPath(project_id)}
          title={name}
          dir="auto"
          className="line-clamp-3 wrap-anywhere hover:underline"
        >
          {name}
        </Link>
      </th>
      <td className="py-2">
        <SmallGauge limit={concurrencyLimit(limits, observedAt)} label={`Concurrency of ${name}`}>
          {queued} queued
        </SmallGauge>
      </td>
      <td className="py-2 pl-3">
        <LockBadge reading={reading} />
      </td>
    </tr>
  );
}
