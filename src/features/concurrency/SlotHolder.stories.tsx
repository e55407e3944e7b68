import { ago, LONG_MESSAGE, party, RIGHT_TO_LEFT } from "../../gallery/examples.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { SlotHolder, type SlotHolderProps } from "./SlotHolder.tsx";

const held = (
  title: string | null,
  different: Partial<SlotHolderProps["holder"]> = {},
): SlotHolderProps => ({
  me: "dana",
  holder: {
    ...party(title),
    held_since: ago(1260),
    heartbeat_at: ago(4),
    lease_expires_at: ago(-86),
    ...different,
  },
});

/** A row, in the list that it belongs to. */
function Listed(props: SlotHolderProps) {
  return (
    <ul>
      <SlotHolder {...props} />
    </ul>
  );
}

export const stories = [
  storiesOf("SlotHolder", Listed, {
    yours: { props: held("Fix the flaky checkout test") },
    anothers: { props: held(null, { owner: "sam" }) },
    session: { props: held("Refactor the parser", { kind: "session" }) },
    "just-begun": { props: held("Add dark mode", { held_since: ago(0), heartbeat_at: ago(0) }) },
    "no-heartbeat": {
      props: held("Update the dependencies", { heartbeat_at: ago(80), lease_expires_at: ago(-10) }),
    },
    lapsed: {
      props: held("Update the dependencies", { heartbeat_at: ago(95), lease_expires_at: ago(5) }),
    },
    "for-days": { props: held("Port the engine", { held_since: ago(600_000) }) },
    long: { props: held(LONG_MESSAGE, { owner: "a-very-long-user-name@department.acme.example" }) },
    "right-to-left": { props: held(RIGHT_TO_LEFT, { owner: "دانا" }) },
  }),
];
