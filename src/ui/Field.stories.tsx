import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { Field, type FieldProps } from "./Field.tsx";

type Draw = FieldProps["children"];

const input: Draw = (control) => <input {...control} defaultValue="acme/web" />;
const blank: Draw = (control) => <input {...control} placeholder="acme/web" />;
const hint = 'Letters, digits, ".", "_" and "-", in parts separated by "/".';
const error = "There is a project of this id already.";

export const stories = [
  storiesOf("Field", Field, {
    filled: { props: { label: "Project id", children: input } },
    blank: { props: { label: "Project id", children: blank } },
    "with-hint": { props: { label: "Project id", hint, children: input } },
    invalid: { props: { label: "Project id", error, children: input } },
    "invalid-with-hint": { props: { label: "Project id", hint, error, children: input } },
    disabled: {
      props: {
        label: "Project id",
        children: (control) => <input {...control} disabled defaultValue="acme/web" />,
      },
    },
    area: {
      props: {
        label: "Message",
        hint: "What the agent is asked to do.",
        children: (control) => <textarea {...control} rows={4} defaultValue={sampleText.long} />,
      },
    },
    choice: {
      props: {
        label: "Project",
        children: (control) => (
          <select {...control}>
            <option>Acme web</option>
            <option>{sampleText.unbreakable}</option>
          </select>
        ),
      },
    },
    "long-words": {
      props: {
        label: sampleText.long,
        hint: sampleText.long,
        error: sampleText.long,
        children: (control) => <input {...control} defaultValue={sampleText.long} />,
      },
    },
    "unbreakable-error": {
      props: { label: "Project id", error: sampleText.unbreakable, children: input },
    },
    arabic: {
      props: {
        label: sampleText.arabic,
        hint: sampleText.mixed,
        children: (control) => <input {...control} dir="auto" defaultValue={sampleText.arabic} />,
      },
    },
  }),
];
