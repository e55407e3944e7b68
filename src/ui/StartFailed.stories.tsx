import { eachState } from "../gallery/eachState.ts";
import { failuresByKind } from "../gallery/sampleFailures.ts";
import { storiesOf } from "../gallery/story.tsx";
import { StartFailed } from "./StartFailed.tsx";

const onRetry = () => {};

export const stories = [
  storiesOf("StartFailed", StartFailed, {
    ...eachState(failuresByKind, (error) => ({ props: { what: "session", error, onRetry } })),
    "of-a-run": { props: { what: "run", error: failuresByKind["offline"], onRetry } },
  }),
];
