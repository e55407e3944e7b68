import { LONG_MESSAGE, RIGHT_TO_LEFT, runId } from "../../gallery/examples.ts";
import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { storiesOf } from "../../gallery/story.tsx";
import { MessageBox, type MessageBoxProps } from "./MessageBox.tsx";

function Writing({ fills, presses, ...props }: MessageBoxProps & Deed) {
  return (
    <Hand fills={fills} presses={presses}>
      <MessageBox {...props} />
    </Hand>
  );
}

const session = { id: runId(1), status: "running" } as const;
const running = { scenario: "session-limit-reached" } as const;
const said = { fills: { Message: "Now run the tests" }, presses: ["Send"] };

export const stories = [
  storiesOf("MessageBox", Writing, {
    empty: { props: { session }, ...running },
    written: { props: { session, fills: said.fills }, ...running },
    long: { props: { session, fills: { Message: LONG_MESSAGE } }, ...running },
    "right-to-left": { props: { session, fills: { Message: RIGHT_TO_LEFT } }, ...running },
    missing: { props: { session, presses: ["Send"] }, ...running },
    sent: { props: { session, ...said }, ...running, note: "The box is free for the next." },
    sending: { props: { session, ...said }, ...running, latency: Number.POSITIVE_INFINITY },
    refused: {
      props: { session, ...said },
      scenario: "long-names",
      note: "The session has ended before the message came.",
    },
    "refused-by-a-limit": { props: { session, ...said }, scenario: "everything-unknown" },
    "not-connected": { props: { session, fills: said.fills }, scenario: "offline" },
    stopping: { props: { session: { ...session, status: "stopping" } }, ...running },
    over: { props: { session: { ...session, status: "stopped" } }, ...running },
    "not-started": { props: { session: { ...session, status: "queued" } }, ...running },
  }),
];
