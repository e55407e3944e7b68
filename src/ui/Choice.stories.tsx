import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { Choice } from "./Choice.tsx";

const props = {
  label: "Wait if a limit stands in the way",
  hint: "The run is then parked, and starts by itself once there is room.",
  onChoose: () => {},
};

export const stories = [
  storiesOf("Choice", Choice, {
    no: { props: { ...props, chosen: false } },
    yes: { props: { ...props, chosen: true } },
    long: { props: { ...props, label: sampleText.long, hint: sampleText.long, chosen: false } },
  }),
];
