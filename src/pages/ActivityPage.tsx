import { ActivityCard } from "../features/activity/ActivityCard.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";

export default function ActivityPage() {
  return (
    <>
      <PageTitle title="Activity">What was skipped or refused, and why.</PageTitle>
      <ActivityCard />
    </>
  );
}
