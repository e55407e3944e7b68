import { Opening } from "../gallery/Opening.tsx";
import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { Button } from "./Button.tsx";
import { Dialog, type DialogProps } from "./Dialog.tsx";
import { Field } from "./Field.tsx";

function Opened({ open, children, ...rest }: Omit<DialogProps, "onClose">) {
  return (
    <Opening open={open}>
      {(dialog) => (
        <Dialog {...rest} {...dialog}>
          {children}
          <div className="mt-5 flex justify-end">
            <Button onClick={dialog.onClose}>Close</Button>
          </div>
        </Dialog>
      )}
    </Opening>
  );
}

const text = <p className="mt-2 text-sm">A session is a run one talks to.</p>;

export const stories = [
  storiesOf("Dialog", Opened, {
    open: { props: { open: true, title: "New session", children: text } },
    closed: { props: { open: false, title: "New session", children: text } },
    "with-form": {
      props: {
        open: true,
        title: "New session",
        children: (
          <div className="mt-3">
            <Field label="Name">{(control) => <input {...control} defaultValue="docs" />}</Field>
          </div>
        ),
      },
    },
    "taller-than-the-window": {
      props: {
        open: true,
        title: "Every run of today",
        children: (
          <ol className="mt-2 list-decimal pl-6 text-sm">
            {Array.from({ length: 80 }, (_, line) => (
              <li key={line}>Fix the flaky checkout test</li>
            ))}
          </ol>
        ),
      },
    },
    "long-title": { props: { open: true, title: sampleText.long, children: text } },
    "unbreakable-title": { props: { open: true, title: sampleText.unbreakable, children: text } },
    arabic: {
      props: { open: true, title: sampleText.arabic, children: <p>{sampleText.mixed}</p> },
    },
  }),
];
