import { ThresholdCard } from "../features/thresholds/ThresholdCard.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";

export default function SettingsPage() {
  return (
    <>
      <PageTitle title="Settings">What you set for yourself.</PageTitle>
      <div className="max-w-2xl">
        <ThresholdCard />
      </div>
    </>
  );
}
