import { at } from "../gallery/sampleMoments.ts";
import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { Facts } from "./Facts.tsx";
import { Moment } from "./Moment.tsx";
import { TimeLeft } from "./TimeLeft.tsx";

const held = { name: "Held for", value: "2 m 5 s" };

export const stories = [
  storiesOf("Facts", Facts, {
    one: { props: { facts: [held] } },
    several: {
      props: {
        facts: [
          held,
          { name: "Lease left", value: <TimeLeft until={at(72)} /> },
          { name: "Resets", value: <Moment at={at(8040)} /> },
          { name: "Waiting", value: 3 },
        ],
      },
    },
    many: {
      props: {
        facts: Array.from({ length: 14 }, (_, index) => ({
          name: `Fact ${index + 1}`,
          value: index * 1000,
        })),
      },
    },
    "value-unknown": { props: { facts: [held, { name: "Lease left", value: "unknown" }] } },
    "huge-and-tiny-numbers": {
      props: {
        facts: [
          { name: "Tokens", value: "987,654,321,012" },
          { name: "Share", value: "<1%" },
        ],
      },
    },
    "long-words": { props: { facts: [held, { name: sampleText.long, value: sampleText.long }] } },
    arabic: {
      props: {
        facts: [
          { name: sampleText.arabic, value: sampleText.mixed },
          { name: sampleText.hebrew, value: 10 },
        ],
      },
    },
  }),
];
