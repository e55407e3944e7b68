import { runId } from "../../gallery/examples.ts";
import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { refusalsByReason } from "../../gallery/sampleRefusals.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { StartAgain, type StartAgainProps } from "./StartAgain.tsx";

function Pressed({ presses, ...props }: StartAgainProps & Deed) {
  return (
    <Hand presses={presses}>
      <StartAgain {...props} />
    </Hand>
  );
}

const session = { id: runId(1), provider: null, refusal: null };
const presses = ["Start again"];

export const stories = [
  storiesOf("StartAgain", Pressed, {
    ready: { props: { session }, scenario: "long-names" },
    "session-limit-reached": { props: { session }, scenario: "session-limit-reached" },
    "compute-quota-reached": { props: { session }, scenario: "compute-quota-reached" },
    "said-already": {
      props: { session: { ...session, refusal: refusalsByReason.compute_quota_exceeded } },
      scenario: "compute-quota-reached",
      note: "What has ended the session is said above it.",
    },
    "engine-unavailable": { props: { session }, scenario: "engine-unavailable" },
    starting: { props: { session, presses }, latency: Number.POSITIVE_INFINITY },
    "not-over": {
      props: { session, presses },
      scenario: "unlimited",
      note: "It runs by the time it is to be started.",
    },
    "start-unknown": { props: { session, presses }, scenario: "offline" },
  }),
];
