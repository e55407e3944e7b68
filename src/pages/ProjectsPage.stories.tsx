import { OnRoute } from "../gallery/OnRoute.tsx";
import { storiesOf } from "../gallery/story.tsx";
import { inWorlds, unwell } from "../gallery/worlds.ts";
import ProjectsPage from "./ProjectsPage.tsx";

const Page = () => (
  <OnRoute>
    <ProjectsPage />
  </OnRoute>
);

export const stories = [
  storiesOf("ProjectsPage", Page, {
    ...inWorlds({}, ["fresh", "busy", "empty", "long-names", ...unwell]),
  }),
];
