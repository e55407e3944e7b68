import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds, unwell } from "../../gallery/worlds.ts";
import { NewSessionButton } from "./NewSessionButton.tsx";

function Pressed(deed: Deed) {
  return (
    <Hand {...deed}>
      <NewSessionButton />
    </Hand>
  );
}

const open = ["+ New Session"];
const start = [...open, "Start session"];

export const stories = [
  storiesOf("NewSessionButton", Pressed, {
    ...inWorlds({}, [
      "busy",
      "compute-quota-reached",
      "session-limit-reached",
      "unlimited",
      ...unwell,
    ]),
    open: { props: { presses: open }, scenario: "busy" },
    "open-not-known": { props: { presses: open }, scenario: "offline" },
    starting: { props: { presses: start }, latency: Number.POSITIVE_INFINITY },
    "start-unknown": { props: { presses: start }, scenario: "offline" },
  }),
];
