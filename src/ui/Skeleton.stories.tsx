import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { Skeleton } from "./Skeleton.tsx";

export const stories = [
  storiesOf("Skeleton", Skeleton, {
    usual: { props: {} },
    "one-line": { props: { lines: 1 } },
    "many-lines": { props: { lines: 12 } },
    labelled: {
      props: { label: "Loading: Runs" },
      note: "The label is for screen readers alone.",
    },
    "arabic-label": { props: { label: sampleText.arabic } },
  }),
];
