import { eachState } from "../gallery/eachState.ts";
import { ahead, passed } from "../gallery/sampleMoments.ts";
import { storiesOf } from "../gallery/story.tsx";
import { Countdown } from "./Countdown.tsx";

export const stories = [
  storiesOf(
    "Countdown",
    Countdown,
    eachState({ ...ahead, ...passed }, (until) => ({ props: { until } })),
  ),
];
