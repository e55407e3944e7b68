import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds, unwell } from "../../gallery/worlds.ts";
import { SessionsCard } from "./SessionsCard.tsx";

export const stories = [
  storiesOf("SessionsCard", SessionsCard, {
    ...inWorlds({}, [
      "session-limit-reached",
      "compute-quota-reached",
      "unlimited",
      "empty",
      "long-names",
      ...unwell,
    ]),
  }),
];
