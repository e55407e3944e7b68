import { runId } from "../../gallery/examples.ts";
import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { storiesOf } from "../../gallery/story.tsx";
import { StopSession, type StopSessionProps } from "./StopSession.tsx";

function Stopping({ presses, ...props }: StopSessionProps & Deed) {
  return (
    <Hand presses={presses}>
      <StopSession {...props} />
    </Hand>
  );
}

const session = { id: runId(1), title: "Refactor the parser" };
const presses = ["Stop"];

export const stories = [
  storiesOf("StopSession", Stopping, {
    quiet: { props: session, scenario: "session-limit-reached" },
    danger: { props: { ...session, look: "danger" }, scenario: "session-limit-reached" },
    stopping: { props: { ...session, presses }, latency: Number.POSITIVE_INFINITY },
  }),
];
