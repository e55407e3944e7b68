import { accountPath } from "../features/accounts/accountPath.ts";
import { ActiveWorkCard } from "../features/overview/ActiveWorkCard.tsx";
import { AttentionCard } from "../features/overview/AttentionCard.tsx";
import { VerdictCard } from "../features/overview/VerdictCard.tsx";
import { projectPath } from "../features/projects/projectPath.ts";
import { RunQuotaCard } from "../features/runQuota/RunQuotaCard.tsx";
import { ComputeCard } from "../features/sessions/ComputeCard.tsx";
import { NewSessionButton } from "../features/sessions/NewSessionButton.tsx";
import { SessionLimitCard } from "../features/sessions/SessionLimitCard.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";

export default function OverviewPage() {
  return (
    <>
      <PageTitle title="Overview">May I start work now, and what stands in the way?</PageTitle>
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-[1fr_1.15fr_1fr]">
        <div className="md:col-span-2 xl:col-span-3">
          <VerdictCard>
            <NewSessionButton />
          </VerdictCard>
        </div>
        <RunQuotaCard />
        <ComputeCard />
        <SessionLimitCard />
        <AttentionCard projectHref={projectPath} accountHref={accountPath} />
        <div className="grid md:col-span-2">
          <ActiveWorkCard projectHref={projectPath} />
        </div>
      </div>
    </>
  );
}
