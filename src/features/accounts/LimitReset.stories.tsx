import { ahead, at } from "../../gallery/sampleMoments.ts";
import { eachState } from "../../gallery/eachState.ts";
import { limitsByAge, limitsByLevel } from "../../gallery/sampleLimits.ts";
import { storiesOf } from "../../gallery/story.tsx";
import type { Limit } from "../../contract/limit.ts";
import { LimitReset } from "./LimitReset.tsx";

const runs = limitsByLevel["ok"] as Limit;

export const stories = [
  storiesOf("LimitReset", LimitReset, {
    ...eachState(ahead, (resets_at) => ({ props: { limit: { ...runs, resets_at } } })),
    ...eachState(limitsByAge, (limit) => ({ props: { limit } })),
    "at-the-latest": { props: { limit: { ...runs, reset_trust: "upper_bound" } } },
    estimated: { props: { limit: { ...runs, reset_trust: "inferred", resets_at: at(600) } } },
    none: { props: { limit: { ...runs, resets_at: null, reset_trust: "none" } } },
  }),
];
