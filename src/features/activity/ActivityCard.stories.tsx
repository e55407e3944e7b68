import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds, unwell } from "../../gallery/worlds.ts";
import { ActivityCard } from "./ActivityCard.tsx";

function Pressed(deed: Deed) {
  return (
    <Hand {...deed}>
      <ActivityCard />
    </Hand>
  );
}

export const stories = [
  storiesOf("ActivityCard", Pressed, {
    ...inWorlds({}, ["activity", "empty", ...unwell]),
    "all-shown": {
      props: { presses: ["Show more", "Show more"] },
      scenario: "activity",
      note: "After the last page there is nothing to press.",
    },
  }),
];
