import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds, unwell } from "../../gallery/worlds.ts";
import { SessionLimitCard } from "./SessionLimitCard.tsx";

export const stories = [
  storiesOf("SessionLimitCard", SessionLimitCard, {
    ...inWorlds({}, [
      "busy",
      "compute-quota-reached",
      "session-limit-reached",
      "unlimited",
      "long-names",
      ...unwell,
    ]),
  }),
];
