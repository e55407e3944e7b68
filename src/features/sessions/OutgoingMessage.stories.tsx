import { OfflineError, TimeoutError } from "../../api/errors.ts";
import { LONG_MESSAGE, LONG_WORD, RIGHT_TO_LEFT } from "../../gallery/examples.ts";
import { failuresByKind } from "../../gallery/sampleFailures.ts";
import { storiesOf } from "../../gallery/story.tsx";
import type { Outgoing } from "../../stores/messages.ts";
import { OutgoingMessage, type OutgoingMessageProps } from "./OutgoingMessage.tsx";

/** A message, in the list that it belongs to. */
function Listed(props: OutgoingMessageProps) {
  return (
    <ul className="max-w-2xl">
      <OutgoingMessage {...props} />
    </ul>
  );
}

const message = (different: Partial<Outgoing> = {}, blockedBecause: string | null = null) => ({
  props: {
    message: {
      id: 1,
      text: "Now run the tests",
      state: "sending" as const,
      error: null,
      ...different,
    },
    blockedBecause,
    onSendAgain: () => {},
    onRemove: () => {},
  },
});
const unsent = new OfflineError("There is no live connection to the server.", "");

export const stories = [
  storiesOf("OutgoingMessage", Listed, {
    sending: message(),
    "refused-by-a-limit": message({ state: "refused", error: failuresByKind["refusal"] }),
    "refused-by-a-fault": message({ state: "refused", error: failuresByKind["fault"] }),
    unsent: message({ state: "unsent", error: unsent }),
    "lost-with-the-connection": message({
      state: "lost",
      error: new OfflineError("The connection broke before an answer came.", ""),
    }),
    "lost-in-time": message({
      state: "lost",
      error: new TimeoutError("The server did not answer in time.", ""),
    }),
    blocked: message({ state: "unsent", error: unsent }, "The session is over."),
    long: message({ text: LONG_MESSAGE.repeat(4) }),
    unbreakable: message({ text: LONG_WORD.repeat(3), state: "unsent", error: unsent }),
    "right-to-left": message({ text: RIGHT_TO_LEFT }),
  }),
];
