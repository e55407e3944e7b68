import { AddProjectCard } from "../features/projects/AddProjectCard.tsx";
import { ProjectsCard } from "../features/projects/ProjectsCard.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";

export default function ProjectsPage() {
  return (
    <>
      <PageTitle title="Projects">The repositories that runs work in.</PageTitle>
      <div className="grid items-start gap-4 lg:grid-cols-[3fr_2fr]">
        <ProjectsCard />
        <AddProjectCard />
      </div>
    </>
  );
}
