import { lazy, Suspense } from "react";
import { accountPath } from "../features/accounts/accountPath.ts";
import { VerdictCard } from "../features/overview/VerdictCard.tsx";
import { projectPath } from "../features/projects/projectPath.ts";
import { RunQuotaCard } from "../features/runQuota/RunQuotaCard.tsx";
import { ComputeCard } from "../features/sessions/ComputeCard.tsx";
import { NewSessionButton } from "../features/sessions/NewSessionButton.tsx";
import { SessionLimitCard } from "../features/sessions/SessionLimitCard.tsx";
import { Card } from "../ui/Card.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";

/** Fetched behind the answer and the gauges, which are what most come for. */
const AttentionCard = lazy(async () => {
  const { AttentionCard: card } = await import("../features/overview/AttentionCard.tsx");
  return { default: card };
});
const ActiveWorkCard = lazy(async () => {
  const { ActiveWorkCard: card } = await import("../features/overview/ActiveWorkCard.tsx");
  return { default: card };
});

const Loading = ({ title }: { title: string }) => (
  <Card title={title}>
    <Skeleton lines={4} label={`Loading: ${title}`} />
  </Card>
);

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
        <Suspense fallback={<Loading title="Needs attention" />}>
          <AttentionCard projectHref={projectPath} accountHref={accountPath} />
        </Suspense>
        <div className="grid md:col-span-2">
          <Suspense fallback={<Loading title="Running now" />}>
            <ActiveWorkCard projectHref={projectPath} />
          </Suspense>
        </div>
      </div>
    </>
  );
}
