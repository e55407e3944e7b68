import { useState } from "react";
import { storiesOf } from "../gallery/story.tsx";
import { OverageChoice, type OverageChoiceProps } from "./OverageChoice.tsx";

/** Keeps the choice, as its form does. */
function Choice({ chosen: atFirst }: Pick<OverageChoiceProps, "chosen">) {
  const [chosen, setChosen] = useState(atFirst);
  return <OverageChoice chosen={chosen} onChoose={setChosen} />;
}

export const stories = [
  storiesOf("OverageChoice", Choice, {
    "not-chosen": { props: { chosen: false } },
    chosen: { props: { chosen: true } },
  }),
];
