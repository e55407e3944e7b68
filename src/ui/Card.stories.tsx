import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { Card } from "./Card.tsx";
import { EmptyState } from "./EmptyState.tsx";

const aside = <span className="text-sm text-muted">2 of 3</span>;
const footer = <p className="text-xs text-muted">Production · memory · just now</p>;
const children = <p>Nobody is delivering now.</p>;

export const stories = [
  storiesOf("Card", Card, {
    plain: { props: { title: "PR lock", children } },
    "with-aside": { props: { title: "PR lock", aside, children } },
    "with-footer": { props: { title: "PR lock", footer, children } },
    "with-aside-and-footer": { props: { title: "PR lock", aside, footer, children } },
    empty: { props: { title: "Runs", children: <EmptyState title="No runs yet" /> } },
    "long-title": { props: { title: sampleText.long, aside, footer, children } },
    "unbreakable-title": { props: { title: sampleText.unbreakable, children } },
    "unbreakable-content": {
      props: {
        title: "PR lock",
        children: <p className="wrap-anywhere">{sampleText.unbreakable}</p>,
      },
    },
    arabic: {
      props: { title: sampleText.arabic, aside, footer, children: <p>{sampleText.mixed}</p> },
    },
    hebrew: { props: { title: sampleText.hebrew, children: <p>{sampleText.hebrew}</p> } },
  }),
];
