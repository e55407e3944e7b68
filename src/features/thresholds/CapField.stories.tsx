import { useState } from "react";
import { storiesOf } from "../../gallery/story.tsx";
import { CapField, type CapFieldProps } from "./CapField.tsx";

function Field({ text: first, ...given }: Partial<CapFieldProps>) {
  const [text, setText] = useState(first === undefined ? "90" : first);
  const around = { label: "Session cap (5-hour window)", saved: null, used: 72, accounts: 1 };
  return (
    <div className="max-w-md">
      <CapField {...around} error={undefined} {...given} text={text} onText={setText} />
    </div>
  );
}

const state = (props: Partial<CapFieldProps>, note?: string) => ({
  props,
  ...(note !== undefined && { note }),
});

export const stories = [
  storiesOf("CapField", Field, {
    off: state({ text: null }),
    "off-unknown": state({ text: null, used: null }),
    suggested: state({ text: "90" }),
    "used-over-the-cap": state({ text: "70" }),
    "use-unknown": state({ used: null }),
    "no-account": state({ used: null, accounts: 0 }),
    "several-accounts": state({ accounts: 3 }),
    "used-below-the-slider": state({ used: 12 }),
    "used-up": state({ used: 104 }),
    least: state({ text: "50" }),
    most: state({ text: "95" }),
    "below-the-slider": state({ text: "30" }, "No thumb: the slider cannot stand at 30."),
    "above-the-slider": state({ text: "100" }),
    empty: state({ text: "", error: "Enter a whole number from 1 to 100." }),
    wrong: state({ text: "101", error: "Enter a whole number from 1 to 100." }),
  }),
];
