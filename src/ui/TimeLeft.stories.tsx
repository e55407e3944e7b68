import { eachState } from "../gallery/eachState.ts";
import { ahead, passed } from "../gallery/sampleMoments.ts";
import { storiesOf } from "../gallery/story.tsx";
import { TimeLeft } from "./TimeLeft.tsx";

export const stories = [
  storiesOf(
    "TimeLeft",
    TimeLeft,
    eachState({ ...ahead, ...passed }, (until) => ({ props: { until } })),
  ),
];
