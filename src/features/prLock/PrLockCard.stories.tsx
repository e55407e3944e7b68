import type { PrLock } from "../../contract/quota.ts";
import { ago, LONG_MESSAGE, party, RIGHT_TO_LEFT, WEB } from "../../gallery/examples.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds, unwell } from "../../gallery/worlds.ts";
import { LockState, type LockStateProps, PrLockCard } from "./PrLockCard.tsx";

const lock = (different: Partial<PrLock> = {}, fresh = true): LockStateProps => ({
  projectId: WEB,
  fresh,
  me: "dana",
  lock: {
    locked: true,
    held_since: ago(45),
    queue_depth: 0,
    holder: party("Ship the new checkout"),
    lease_expires_at: ago(-75),
    state: "held",
    queue: [],
    ...different,
  },
});

const free: Partial<PrLock> = {
  locked: false,
  held_since: null,
  holder: null,
  lease_expires_at: null,
  state: "free",
};

const waiting = (...titles: (string | null)[]): Partial<PrLock> => ({
  queue_depth: titles.length,
  queue: titles.map((title, index) => ({
    ...party(title, title === null ? "sam" : "dana", index + 2),
    position: index + 1,
    queued_at: ago(40 - index * 10),
  })),
});

const stuck: Partial<PrLock> = {
  held_since: ago(95),
  lease_expires_at: ago(-25),
  state: "stuck",
};

export const stories = [
  storiesOf("PrLockCard", PrLockCard, {
    ...inWorlds({ projectId: WEB }, ["busy", "lock-held", "lock-stuck", "lock-lapsed", ...unwell]),
    "no-such-project": { props: { projectId: "gone" } },
  }),
  storiesOf("LockState", LockState, {
    free: { props: lock(free) },
    held: { props: lock() },
    draining: { props: lock({ ...waiting("Fix the header", null), state: "draining" }) },
    stuck: { props: lock({ ...stuck, ...waiting("Fix the header") }) },
    lapsed: { props: lock({ ...stuck, held_since: ago(125), lease_expires_at: ago(5) }) },
    "held-since-unknown": { props: lock({ held_since: null, lease_expires_at: null }) },
    anothers: { props: lock({ holder: party(null, "sam") }) },
    "not-renewed": {
      props: lock({}, false),
      note: "The answer could not be renewed: what was so need not be so any more.",
    },
    "free-not-renewed": { props: lock(free, false) },
    "long-queue": {
      props: lock({
        ...waiting(...Array.from({ length: 9 }, (_, n) => `Change ${n + 1}`)),
        state: "draining",
      }),
    },
    long: { props: lock({ holder: party(LONG_MESSAGE), ...waiting(LONG_MESSAGE) }) },
    "right-to-left": { props: lock({ holder: party(RIGHT_TO_LEFT), ...waiting(RIGHT_TO_LEFT) }) },
  }),
];
