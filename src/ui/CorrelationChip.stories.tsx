import { useLayoutEffect } from "react";
import { Pressed } from "../gallery/Pressed.tsx";
import { CORRELATION_ID } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { CorrelationChip } from "./CorrelationChip.tsx";

interface PressableProps {
  id: string;
  /** What the browser does when it is pressed; not pressed if left out. */
  copying?: "allowed" | "forbidden";
}

function Pressable({ id, copying }: PressableProps) {
  // Whether a browser lets a page copy depends on the browser: the story brings a clipboard along.
  useLayoutEffect(() => {
    const writeText = () =>
      copying === "allowed" ? Promise.resolve() : Promise.reject(new DOMException("Not allowed"));
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText } });
  }, [copying]);
  const chip = <CorrelationChip id={id} />;
  return copying ? <Pressed>{chip}</Pressed> : chip;
}

export const stories = [
  storiesOf("CorrelationChip", Pressable, {
    idle: { props: { id: CORRELATION_ID } },
    copied: { props: { id: CORRELATION_ID, copying: "allowed" } },
    "copying-forbidden": { props: { id: CORRELATION_ID, copying: "forbidden" } },
    "short-id": { props: { id: "a1" } },
    "foreign-id": {
      props: { id: "gateway/eu-west-1:req=998877665544332211" },
      note: "A proxy may give ids of its own; the chip shows the beginning and copies all.",
    },
  }),
];
