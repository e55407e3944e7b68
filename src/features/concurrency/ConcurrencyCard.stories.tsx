import { ago, LONG_MESSAGE, party, RIGHT_TO_LEFT, WEB } from "../../gallery/examples.ts";
import { NOON } from "../../gallery/settings.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds, unwell } from "../../gallery/worlds.ts";
import { ConcurrencyCard, Slots, type SlotsProps } from "./ConcurrencyCard.tsx";

const TITLES = ["Fix the flaky checkout test", "Update the dependencies", null, "Add dark mode"];
const titleOf = (index: number) => TITLES[index % TITLES.length] ?? null;
const ownerOf = (index: number) => (titleOf(index) === null ? "sam" : "dana");

const holders = (count: number): SlotsProps["slots"]["holders"] =>
  Array.from({ length: count }, (_, index) => ({
    ...party(titleOf(index), ownerOf(index), index + 1),
    held_since: ago(1260 - index * 200),
    heartbeat_at: ago(4),
    lease_expires_at: ago(-86),
  }));

const queue = (count: number): SlotsProps["slots"]["queue"] =>
  Array.from({ length: count }, (_, index) => ({
    ...party(titleOf(index + 1), ownerOf(index + 1), index + 50),
    position: index + 1,
    queued_at: ago(180 - index * 20),
  }));

const slots = (active: number, max: number, queued = 0): SlotsProps => ({
  projectId: WEB,
  observedAt: NOON,
  me: "dana",
  slots: { active, max, queued, holders: holders(active), queue: queue(queued) },
});

const titled = (title: string): SlotsProps => {
  const { slots: given, ...rest } = slots(1, 1, 1);
  const named = <T,>(one: T) => ({ ...one, title });
  return {
    ...rest,
    slots: { ...given, holders: given.holders.map(named), queue: given.queue.map(named) },
  };
};

export const stories = [
  storiesOf("ConcurrencyCard", ConcurrencyCard, {
    ...inWorlds({ projectId: WEB }, [
      "busy",
      "at-maximum-concurrency",
      "queue-of-three",
      "lock-held",
      "long-names",
      ...unwell,
    ]),
    "no-such-project": { props: { projectId: "gone" } },
  }),
  storiesOf("Slots", Slots, {
    free: { props: slots(0, 2) },
    ok: { props: slots(1, 4) },
    approaching: { props: slots(3, 4) },
    full: { props: slots(2, 2) },
    queue: { props: slots(2, 2, 3) },
    "long-queue": { props: slots(2, 2, 9) },
    "none-allowed": { props: slots(0, 0) },
    lowered: { props: slots(3, 2, 1), note: "The limit was lowered below what runs." },
    many: { props: slots(12, 16) },
    long: { props: titled(LONG_MESSAGE) },
    "right-to-left": { props: titled(RIGHT_TO_LEFT) },
  }),
];
