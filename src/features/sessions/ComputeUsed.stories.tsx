import type { Run } from "../../contract/runs.ts";
import { over, sessionWith } from "../../gallery/examples.ts";
import { NOON } from "../../gallery/settings.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { ComputeUsed } from "./ComputeUsed.tsx";

const used = (compute_seconds: number, different: Partial<Run> = {}) => ({
  props: { session: sessionWith({ compute_seconds, ...different }), asOf: NOON },
});

export const stories = [
  storiesOf("ComputeUsed", ComputeUsed, {
    nothing: used(0),
    seconds: used(42.4),
    minutes: used(420),
    hours: used(45_840),
    over: used(420, over("stopped", "stopped")),
  }),
];
