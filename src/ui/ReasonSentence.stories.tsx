import { explain } from "../domain/explain.ts";
import { eachState } from "../gallery/eachState.ts";
import { refusalsByReason } from "../gallery/sampleRefusals.ts";
import { NOON } from "../gallery/settings.ts";
import { storiesOf } from "../gallery/story.tsx";
import { ReasonSentence } from "./ReasonSentence.tsx";

const { run_quota_exhausted, session_limit_reached, limits_unavailable } = refusalsByReason;

export const stories = [
  storiesOf("ReasonSentence", ReasonSentence, {
    ...eachState({ run_quota_exhausted, session_limit_reached, limits_unavailable }, (refusal) => ({
      props: { explanation: explain(refusal, Date.parse(NOON)) },
    })),
  }),
];
