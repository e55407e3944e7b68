import { ProjectsCard } from "../features/projects/ProjectsCard.tsx";
import { RunQuotaCard } from "../features/runQuota/RunQuotaCard.tsx";
import { RunsCard } from "../features/runs/RunsCard.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";

export default function QuotaPage() {
  return (
    <>
      <PageTitle title="Quota">What you may still start, and when there is room again.</PageTitle>
      <div className="grid items-start gap-4 lg:grid-cols-[3fr_2fr]">
        <RunQuotaCard />
        <ProjectsCard />
        <div className="lg:col-span-2">
          <RunsCard />
        </div>
      </div>
    </>
  );
}
