import { WEB } from "../../gallery/examples.ts";
import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds, unwell } from "../../gallery/worlds.ts";
import { WaitingCard } from "./WaitingCard.tsx";

const Waiting = (deed: Deed) => (
  <Hand {...deed}>
    <WaitingCard projectId={WEB} />
  </Hand>
);

export const stories = [
  storiesOf("WaitingCard", Waiting, {
    ...inWorlds({}, ["parked-runs", "busy", ...unwell]),
    asking: { props: { presses: ["Cancel all"] }, scenario: "parked-runs" },
    cancelled: { props: { presses: ["Cancel all", "Cancel them"] }, scenario: "parked-runs" },
  }),
];
