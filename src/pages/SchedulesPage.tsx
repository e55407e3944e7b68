import { projectPath } from "../features/projects/projectPath.ts";
import { SchedulesCard } from "../features/schedules/SchedulesCard.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";

export default function SchedulesPage() {
  return (
    <>
      <PageTitle title="Schedules">What starts by itself, when, and what came of it.</PageTitle>
      <SchedulesCard projectHref={projectPath} />
    </>
  );
}
