import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { storiesOf } from "../../gallery/story.tsx";
import { SampleBanner } from "./SampleBanner.tsx";

function Banner(deed: Deed) {
  return (
    <Hand {...deed}>
      <SampleBanner />
    </Hand>
  );
}

export const stories = [
  storiesOf("SampleBanner", Banner, {
    shown: { props: {}, scenario: "fresh" },
    asking: { props: { presses: ["Remove it"] }, scenario: "fresh" },
    removing: {
      props: { presses: ["Remove it", "Remove sample"] },
      scenario: "fresh",
      latency: 2000,
      note: "Nothing at first; then it removes for two seconds, and is gone.",
    },
    none: {
      props: {},
      scenario: "busy",
      note: "Nothing to be seen: the projects are one's own.",
    },
  }),
];
