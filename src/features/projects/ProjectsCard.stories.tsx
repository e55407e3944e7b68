import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds, unwell } from "../../gallery/worlds.ts";
import { ProjectsCard } from "./ProjectsCard.tsx";

export const stories = [
  storiesOf("ProjectsCard", ProjectsCard, {
    ...inWorlds({}, ["busy", "fresh", "empty", "long-names", ...unwell]),
  }),
];
