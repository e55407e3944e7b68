import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { storiesOf } from "../../gallery/story.tsx";
import { ContinueOnce } from "./ContinueOnce.tsx";
import { PausedBanner } from "./PausedBanner.tsx";

function Banner(deed: Deed) {
  return (
    <Hand {...deed}>
      <PausedBanner />
    </Hand>
  );
}

export const stories = [
  storiesOf("PausedBanner", Banner, {
    paused: { props: {}, scenario: "caps-reached" },
    "one-may-pass": { props: {}, scenario: "cap-overridden" },
    "goes-on": { props: { presses: ["Continue once", "Let one pass"] }, scenario: "caps-reached" },
    none: {
      props: {},
      scenario: "caps-with-room",
      note: "Nothing to be seen: the caps hold nothing.",
    },
  }),
  storiesOf(
    "ContinueOnce",
    (deed: Deed) => (
      <Hand {...deed}>
        <ContinueOnce />
      </Hand>
    ),
    {
      ready: { props: {}, scenario: "caps-reached" },
      asking: {
        props: { presses: ["Continue once"], fills: { Why: "The release goes out tonight" } },
        scenario: "caps-reached",
      },
    },
  ),
];
