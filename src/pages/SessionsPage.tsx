import { ComputeCard } from "../features/sessions/ComputeCard.tsx";
import { NewSessionButton } from "../features/sessions/NewSessionButton.tsx";
import { SessionsCard } from "../features/sessions/SessionsCard.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";

export default function SessionsPage() {
  return (
    <>
      <PageTitle title="Sessions">Agents that one talks to, and the compute they use.</PageTitle>
      <div className="grid items-start gap-4 lg:grid-cols-[3fr_2fr]">
        <div className="lg:col-span-2">
          <NewSessionButton />
        </div>
        <SessionsCard />
        <ComputeCard />
      </div>
    </>
  );
}
