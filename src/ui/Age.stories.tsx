import { eachState } from "../gallery/eachState.ts";
import { at, passed } from "../gallery/sampleMoments.ts";
import { storiesOf } from "../gallery/story.tsx";
import { Age } from "./Age.tsx";

export const stories = [
  storiesOf("Age", Age, {
    ...eachState(passed, (at) => ({ props: { at } })),
    roughly: { props: { at: at(-8040), rough: true } },
    "roughly-now": { props: { at: at(-59), rough: true } },
    "below-five-seconds": { props: { at: at(-4.9) } },
    "seen-by-a-clock-ahead": { props: { at: at(5400) }, note: "Never a negative age." },
  }),
];
