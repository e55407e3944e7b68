import { storiesOf } from "../../gallery/story.tsx";
import { LiveStatus } from "./LiveStatus.tsx";

export const stories = [
  storiesOf("LiveStatus", LiveStatus, {
    connected: { props: {}, note: "Nothing to be seen: all is as it should be." },
    gap: {
      props: {},
      scenario: "offline",
      note: "Shown after 2.5 seconds; a shorter gap is not worth a word.",
    },
  }),
];
