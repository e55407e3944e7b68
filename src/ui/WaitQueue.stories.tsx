import { at } from "../gallery/sampleMoments.ts";
import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { WaitQueue, type WaitQueueProps } from "./WaitQueue.tsx";

type Waiter = WaitQueueProps["queue"][number];

const queueOf = (...given: Partial<Waiter>[]): Waiter[] =>
  given.map((waiter, index) => ({
    run_id: `run-${index + 1}`,
    kind: "task",
    title: "Update the dependencies and open a pull request",
    owner: "ravi",
    position: index + 1,
    queued_at: at(-125 * (given.length - index)),
    ...waiter,
  }));
const usual = { label: "Waiting for a slot", me: "dana" };

export const stories = [
  storiesOf("WaitQueue", WaitQueue, {
    one: { props: { ...usual, queue: queueOf({}) } },
    "you-wait": { props: { ...usual, queue: queueOf({}, { owner: "dana" }) } },
    "you-wait-twice": {
      props: { ...usual, queue: queueOf({ owner: "dana" }, {}, { owner: "dana" }) },
    },
    "titles-hidden": {
      props: { ...usual, queue: queueOf({ title: null }, { title: null, kind: "session" }) },
    },
    "reader-unknown": { props: { ...usual, me: undefined, queue: queueOf({ owner: "dana" }, {}) } },
    many: {
      props: {
        ...usual,
        queue: queueOf(
          ...Array.from({ length: 120 }, (_, index) => (index === 112 ? { owner: "dana" } : {})),
        ),
      },
    },
    "waiting-for-days": { props: { ...usual, queue: queueOf({ queued_at: at(-900_000) }) } },
    "queued-by-a-clock-ahead": { props: { ...usual, queue: queueOf({ queued_at: at(90) }) } },
    "long-names": {
      props: {
        ...usual,
        queue: queueOf(
          { title: sampleText.long.repeat(2) },
          { title: sampleText.unbreakable, owner: sampleText.unbreakable },
        ),
      },
    },
    "right-to-left": {
      props: {
        ...usual,
        queue: queueOf(
          { title: sampleText.arabic },
          { title: sampleText.hebrew, owner: "ליאת" },
          { title: sampleText.mixed, owner: "dana" },
        ),
      },
    },
  }),
];
