import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { Button } from "./Button.tsx";
import { Notice } from "./Notice.tsx";

const children = "It starts as soon as a slot is free.";

export const stories = [
  storiesOf("Notice", Notice, {
    info: { props: { look: "info", title: "Your run waits", children } },
    warning: { props: { look: "warning", title: "Approaching the limit", children: "8 of 10." } },
    refusal: { props: { look: "refusal", title: "Run quota exhausted", children } },
    unknown: { props: { look: "unknown", title: "Could not be refreshed", children } },
    "title-alone": { props: { look: "info", title: "Your run waits" } },
    urgent: {
      props: { look: "refusal", title: "Run quota exhausted", urgent: true, children },
      note: "Looks the same, and is heard at once.",
    },
    "with-button": {
      props: {
        look: "unknown",
        title: "Run quota unavailable",
        children: <Button>Try again</Button>,
      },
    },
    "long-words": { props: { look: "warning", title: sampleText.long, children: sampleText.long } },
    "unbreakable-words": {
      props: { look: "info", title: sampleText.unbreakable, children: sampleText.unbreakable },
    },
    arabic: { props: { look: "warning", title: sampleText.arabic, children: sampleText.mixed } },
    hebrew: { props: { look: "info", title: sampleText.hebrew } },
  }),
];
