import { WEB } from "../../gallery/examples.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds, unwell } from "../../gallery/worlds.ts";
import { RunsCard } from "./RunsCard.tsx";

export const stories = [
  storiesOf("RunsCard", RunsCard, {
    ...inWorlds({}, ["busy", "queue-of-three", "lock-held", "empty", "long-names", ...unwell]),
    "of-one-project": { props: { projectId: WEB } },
    "of-a-project-without-any": {
      props: { projectId: "docs" },
      scenario: "at-maximum-concurrency",
    },
  }),
];
