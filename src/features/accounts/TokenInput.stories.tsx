import { useState } from "react";
import { Pressed } from "../../gallery/Pressed.tsx";
import { sampleText } from "../../gallery/sampleText.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { Field } from "../../ui/Field.tsx";
import { TokenInput } from "./TokenInput.tsx";

interface WrittenProps {
  written: string;
  shown?: boolean;
  error?: string;
}

function Written({ written, shown = false, error }: WrittenProps) {
  const [value, setValue] = useState(written);
  const field = (
    <Field label="Token" hint="A token (tok-…)" error={error}>
      {(control) => <TokenInput control={control} value={value} onChange={setValue} />}
    </Field>
  );
  return shown ? <Pressed>{field}</Pressed> : field;
}

export const stories = [
  storiesOf("TokenInput", Written, {
    empty: { props: { written: "" } },
    hidden: { props: { written: "tok-1" } },
    shown: { props: { written: "tok-1", shown: true } },
    "shown-long": { props: { written: sampleText.unbreakable, shown: true } },
    invalid: { props: { written: "a b", error: "Token must be one line without blanks" } },
  }),
];
