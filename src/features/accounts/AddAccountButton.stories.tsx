import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { storiesOf } from "../../gallery/story.tsx";
import { AddAccountButton } from "./AddAccountButton.tsx";

function Pressed(deed: Deed) {
  return (
    <Hand {...deed}>
      <AddAccountButton />
    </Hand>
  );
}

const open = ["+ Add account"];

export const stories = [
  storiesOf("AddAccountButton", Pressed, {
    ready: { props: {}, note: "Viewers are told why it does nothing: change the role." },
    open: { props: { presses: open } },
    "not-known": { props: { presses: open }, scenario: "offline" },
  }),
];
