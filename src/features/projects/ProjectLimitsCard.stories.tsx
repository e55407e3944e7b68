import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds, unwell } from "../../gallery/worlds.ts";
import { ProjectLimitsCard } from "./ProjectLimitsCard.tsx";

export const stories = [
  storiesOf("ProjectLimitsCard", ProjectLimitsCard, {
    ...inWorlds({}, [
      "busy",
      "at-maximum-concurrency",
      "queue-of-three",
      "lock-held",
      "lock-stuck",
      "lock-lapsed",
      "empty",
      "long-names",
      ...unwell,
    ]),
  }),
];
