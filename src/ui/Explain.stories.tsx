import type { ComponentProps } from "react";
import { Pressed } from "../gallery/Pressed.tsx";
import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { Explain } from "./Explain.tsx";

interface PressableProps extends ComponentProps<typeof Explain> {
  open?: boolean;
  /** Where it stands in its line. */
  at?: "start" | "end";
}

function Pressable({ open = false, at = "start", ...rest }: PressableProps) {
  const explain = (
    <p className={`flex items-center gap-1 ${at === "end" ? "justify-end" : ""}`}>
      Concurrency <Explain {...rest} />
    </p>
  );
  // Holds the room that the text opens into.
  return <div className="min-h-48">{open ? <Pressed>{explain}</Pressed> : explain}</div>;
}

const usual = {
  label: "What are slots?",
  children: "As many runs work at once as there are slots. Those beyond wait in their order.",
};

export const stories = [
  storiesOf("Explain", Pressable, {
    closed: { props: usual },
    open: { props: { ...usual, open: true } },
    "open-at-the-edge": {
      props: { ...usual, open: true, at: "end" },
      note: "The text stays within the window.",
    },
    "long-text": { props: { ...usual, open: true, children: sampleText.long.repeat(3) } },
    "unbreakable-text": { props: { ...usual, open: true, children: sampleText.unbreakable } },
    arabic: { props: { label: sampleText.arabic, open: true, children: sampleText.mixed } },
  }),
];
