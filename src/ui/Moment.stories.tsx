import { eachState } from "../gallery/eachState.ts";
import { ahead, passed } from "../gallery/sampleMoments.ts";
import { storiesOf } from "../gallery/story.tsx";
import { Moment } from "./Moment.tsx";

export const stories = [
  storiesOf(
    "Moment",
    Moment,
    eachState({ ...ahead, ...passed }, (at) => ({ props: { at } })),
  ),
];
