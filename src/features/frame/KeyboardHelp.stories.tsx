import { storiesOf } from "../../gallery/story.tsx";
import { KeyboardHelp } from "./KeyboardHelp.tsx";

export const stories = [
  storiesOf("KeyboardHelp", KeyboardHelp, {
    closed: {
      props: {},
      note: "Its button stands where there is room for a keyboard. Press ? or it.",
    },
  }),
];
