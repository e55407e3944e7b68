import { RunStatus } from "../contract/runs.ts";
import { eachState } from "../gallery/eachState.ts";
import { storiesOf } from "../gallery/story.tsx";
import { RunStatusBadge } from "./RunStatusBadge.tsx";

export const stories = [
  storiesOf("RunStatusBadge", RunStatusBadge, {
    ...eachState(RunStatus.def.entries, (status) => ({ props: { status } })),
    "first-in-the-queue": { props: { status: "queued", place: 1 } },
    "far-in-the-queue": { props: { status: "queued", place: 1204 } },
    "place-unknown": { props: { status: "queued", place: null } },
  }),
];
