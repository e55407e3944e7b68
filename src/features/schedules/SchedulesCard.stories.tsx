import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds, unwell } from "../../gallery/worlds.ts";
import { SchedulesCard } from "./SchedulesCard.tsx";

const Card = (deed: Deed) => (
  <Hand {...deed}>
    <SchedulesCard projectHref={(id) => `/projects/${encodeURIComponent(id)}`} />
  </Hand>
);

export const stories = [
  storiesOf("SchedulesCard", Card, {
    ...inWorlds({}, ["schedules", "empty", ...unwell]),
    writing: { props: { presses: ["+ New"] }, scenario: "schedules" },
    editing: { props: { presses: ["Edit"] }, scenario: "schedules" },
    paused: { props: { presses: ["Pause"] }, scenario: "schedules" },
  }),
];
