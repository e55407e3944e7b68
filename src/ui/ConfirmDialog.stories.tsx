import { Opening } from "../gallery/Opening.tsx";
import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { ConfirmDialog, type ConfirmDialogProps } from "./ConfirmDialog.tsx";

function Opened({ open, ...rest }: Omit<ConfirmDialogProps, "onClose" | "onConfirm">) {
  return (
    <Opening open={open}>
      {(dialog) => <ConfirmDialog {...rest} {...dialog} onConfirm={() => {}} />}
    </Opening>
  );
}

const usual = {
  open: true,
  title: "Stop this session?",
  confirm: "Stop the session",
  children: "Its process is ended, and what it has not saved is lost.",
};

export const stories = [
  storiesOf("ConfirmDialog", Opened, {
    open: { props: usual },
    closed: { props: { ...usual, open: false } },
    "long-words": {
      props: {
        ...usual,
        title: sampleText.long,
        confirm: sampleText.long,
        children: sampleText.long,
      },
    },
    "unbreakable-name": { props: { ...usual, title: `Stop ${sampleText.unbreakable}?` } },
    arabic: { props: { ...usual, title: sampleText.arabic, children: sampleText.mixed } },
  }),
];
