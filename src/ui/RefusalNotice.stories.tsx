import { eachState } from "../gallery/eachState.ts";
import { refusalsAtTheirEdges, refusalsByReason, refusalsDue } from "../gallery/sampleRefusals.ts";
import { CORRELATION_ID } from "../gallery/sampleText.ts";
import type { Refusal } from "../contract/refusal.ts";
import { storiesOf } from "../gallery/story.tsx";
import { RefusalNotice } from "./RefusalNotice.tsx";

const reasons: Readonly<Record<string, Refusal>> = refusalsByReason;

export const stories = [
  storiesOf("RefusalNotice", RefusalNotice, {
    ...eachState({ ...reasons, ...refusalsDue, ...refusalsAtTheirEdges }, (refusal) => ({
      props: { reasons: [refusal], correlationId: CORRELATION_ID },
    })),
    urgent: {
      props: {
        reasons: [refusalsByReason.run_quota_exhausted],
        correlationId: CORRELATION_ID,
        urgent: true,
      },
      note: "Answers an act, and is heard at once.",
    },
    "several-reasons": {
      props: {
        reasons: [
          refusalsByReason.session_threshold,
          refusalsByReason.week_threshold,
          refusalsByReason.run_quota_exhausted,
        ],
        correlationId: CORRELATION_ID,
      },
      note: "Each says until when: work waits for the last of them.",
    },
    "before-any-answer": {
      props: { reasons: [refusalsByReason.run_quota_exhausted], correlationId: "" },
      note: "The place of the answer's id is kept.",
    },
  }),
];
