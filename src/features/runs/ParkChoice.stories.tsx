import { useState } from "react";
import { refusalExamples } from "../../contract/refusalExamples.ts";
import { ago } from "../../gallery/examples.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { ParkChoice, type ParkChoiceProps } from "./ParkChoice.tsx";

/** Keeps the choice, as its form does. */
function Choice({
  chosen: atFirst,
  decision,
  maxHours = 72,
}: Pick<ParkChoiceProps, "chosen" | "decision"> & Partial<ParkChoiceProps>) {
  const [chosen, setChosen] = useState(atFirst);
  return (
    <ParkChoice chosen={chosen} onChoose={setChosen} decision={decision} maxHours={maxHours} />
  );
}

const { run_quota_exhausted, accounts_depleted, insufficient_credits } = refusalExamples;
const inTheWay = { reasons: [run_quota_exhausted], retry_at: ago(-16_200) };

export const stories = [
  storiesOf("ParkChoice", Choice, {
    "nothing-known": { props: { chosen: false, decision: null } },
    room: { props: { chosen: true, decision: { reasons: [], retry_at: null } } },
    "not-chosen": { props: { chosen: false, decision: inTheWay } },
    chosen: { props: { chosen: true, decision: inTheWay } },
    "lifts-too-late": { props: { chosen: true, decision: inTheWay, maxHours: 1 } },
    "moment-unknown": {
      props: { chosen: true, decision: { reasons: [accounts_depleted], retry_at: null } },
    },
    "no-use": {
      props: { chosen: true, decision: { reasons: [insufficient_credits], retry_at: null } },
    },
  }),
];
