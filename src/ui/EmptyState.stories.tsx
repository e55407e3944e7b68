import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { Button } from "./Button.tsx";
import { EmptyState } from "./EmptyState.tsx";

export const stories = [
  storiesOf("EmptyState", EmptyState, {
    "title-alone": { props: { title: "No runs yet" } },
    "with-next-step": {
      props: { title: "No runs yet", children: "Start one above, or with the API." },
    },
    "with-button": {
      props: { title: "No sessions yet", children: <Button look="primary">New session</Button> },
    },
    "long-words": { props: { title: sampleText.long, children: sampleText.long } },
    arabic: { props: { title: sampleText.arabic, children: sampleText.mixed } },
    hebrew: { props: { title: sampleText.hebrew } },
  }),
];
