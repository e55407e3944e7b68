import { eachState } from "../gallery/eachState.ts";
import { failuresByKind, failuresExtreme } from "../gallery/sampleFailures.ts";
import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { FailedState } from "./FailedState.tsx";

const onRetry = () => {};
const title = "Run quota unavailable";

export const stories = [
  storiesOf("FailedState", FailedState, {
    ...eachState({ ...failuresByKind, ...failuresExtreme }, (error) => ({
      props: { title, error, onRetry },
    })),
    "not-an-error": { props: { title, error: "cancelled", onRetry } },
    "long-title": { props: { title: sampleText.long, error: failuresByKind["offline"], onRetry } },
    "hebrew-title": {
      props: { title: sampleText.hebrew, error: failuresByKind["offline"], onRetry },
    },
  }),
];
