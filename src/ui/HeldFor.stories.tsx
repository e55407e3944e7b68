import { eachState } from "../gallery/eachState.ts";
import { at, passed } from "../gallery/sampleMoments.ts";
import { storiesOf } from "../gallery/story.tsx";
import { HeldFor } from "./HeldFor.tsx";

export const stories = [
  storiesOf("HeldFor", HeldFor, {
    ...eachState(passed, (since) => ({ props: { since } })),
    unknown: { props: { since: null } },
    "held-by-a-clock-ahead": { props: { since: at(90) }, note: "Never a negative time." },
  }),
];
