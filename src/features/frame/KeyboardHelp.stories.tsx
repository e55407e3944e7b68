import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { storiesOf } from "../../gallery/story.tsx";
import { KeyboardHelp } from "./KeyboardHelp.tsx";

const Pressed = (deed: Deed) => (
  <Hand {...deed}>
    <KeyboardHelp />
  </Hand>
);

export const stories = [
  storiesOf("KeyboardHelp", Pressed, {
    closed: {
      props: { presses: [] },
      note: "Its button stands where there is room for a keyboard. Press ? or it.",
    },
    open: { props: { presses: ["Keyboard"] } },
  }),
];
