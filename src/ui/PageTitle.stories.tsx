import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { PageTitle } from "./PageTitle.tsx";

export const stories = [
  storiesOf("PageTitle", PageTitle, {
    "title-alone": { props: { title: "Overview" } },
    "with-text": { props: { title: "Sessions", children: "Runs one talks to." } },
    "long-words": { props: { title: sampleText.long, children: sampleText.long } },
    "unbreakable-title": { props: { title: sampleText.unbreakable, children: "A project." } },
    arabic: { props: { title: sampleText.arabic, children: sampleText.mixed } },
    hebrew: { props: { title: sampleText.hebrew } },
  }),
];
