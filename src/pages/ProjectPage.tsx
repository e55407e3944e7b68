import { Link, useNavigate, useParams } from "react-router";
import { ConcurrencyCard } from "../features/concurrency/ConcurrencyCard.tsx";
import { PrLockCard } from "../features/prLock/PrLockCard.tsx";
import { projectPath } from "../features/projects/projectPath.ts";
import { useProjectName } from "../features/projects/useProjectName.ts";
import { RunQuotaCard } from "../features/runQuota/RunQuotaCard.tsx";
import { RunForm } from "../features/runs/RunForm.tsx";
import { RunsCard } from "../features/runs/RunsCard.tsx";
import { WaitingCard } from "../features/runs/WaitingCard.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";

export default function ProjectPage() {
  const { id = "" } = useParams();
  const navigate = useNavigate();
  const { name, missing } = useProjectName(id);
  if (missing) {
    return (
      <PageTitle title="No such project">
        There is no project {id}.{" "}
        <Link to="/projects" className="text-accent underline">
          See all projects
        </Link>
      </PageTitle>
    );
  }
  return (
    <>
      <PageTitle title={name}>{id}</PageTitle>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <div className="grid grid-cols-1 gap-4">
          <RunForm projectId={id} onProject={(chosen) => void navigate(projectPath(chosen))} />
          <PrLockCard projectId={id} />
        </div>
        <div className="grid grid-cols-1 gap-4">
          <RunQuotaCard />
          <ConcurrencyCard projectId={id} />
        </div>
        <div className="lg:col-span-2">
          <WaitingCard key={id} projectId={id} />
        </div>
        <div className="lg:col-span-2">
          <RunsCard key={id} projectId={id} />
        </div>
      </div>
    </>
  );
}
