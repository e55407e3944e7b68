import { ConcurrencyCard } from "../features/concurrency/ConcurrencyCard.tsx";
import { PrLockCard } from "../features/prLock/PrLockCard.tsx";
import { ProjectLimitsCard } from "../features/projects/ProjectLimitsCard.tsx";
import { ProjectPicker } from "../features/projects/ProjectPicker.tsx";
import { useChosenProject } from "../features/projects/useChosenProject.ts";
import { RunQuotaCard } from "../features/runQuota/RunQuotaCard.tsx";
import { RunsCard } from "../features/runs/RunsCard.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";

export default function QuotaPage() {
  const chosen = useChosenProject();
  const { projectId } = chosen;
  return (
    <>
      <PageTitle title="Quota">What you may still start, and when there is room again.</PageTitle>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <RunQuotaCard />
        <ProjectLimitsCard />
        {projectId !== null && (
          <>
            <div className="mt-2 lg:col-span-2">
              <ProjectPicker {...chosen} projectId={projectId} />
            </div>
            <ConcurrencyCard projectId={projectId} />
            <PrLockCard projectId={projectId} />
          </>
        )}
        <div className="lg:col-span-2">
          <RunsCard />
        </div>
      </div>
    </>
  );
}
