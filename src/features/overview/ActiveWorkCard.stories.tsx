import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds, unwell } from "../../gallery/worlds.ts";
import { ActiveWorkCard } from "./ActiveWorkCard.tsx";

const projectHref = (id: string) => `/projects/${encodeURIComponent(id)}`;

export const stories = [
  storiesOf("ActiveWorkCard", ActiveWorkCard, {
    ...inWorlds({ projectHref }, [
      "busy",
      "at-maximum-concurrency",
      "session-limit-reached",
      "unlimited",
      "empty",
      "long-names",
      ...unwell,
    ]),
  }),
];
