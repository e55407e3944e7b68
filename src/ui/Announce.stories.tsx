import { useEffect, useState } from "react";
import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { Announce } from "./Announce.tsx";

/** What is heard, drawn for those who see: the text goes from one to the other after a moment. */
function Heard({ before, text }: { before: string; text: string }) {
  const [now, setNow] = useState(before);
  useEffect(() => {
    const timer = setTimeout(() => setNow(text));
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <>
      <p className="text-sm text-muted">
        A screen reader hears: {now === before ? "nothing" : `“${now}”`}
      </p>
      <Announce text={now} />
    </>
  );
}

export const stories = [
  storiesOf("Announce", Heard, {
    silent: {
      props: { before: "Runs: OK", text: "Runs: OK" },
      note: "What was there at first is not news.",
    },
    news: { props: { before: "Runs: OK", text: "Runs: Approaching" } },
    "long-news": { props: { before: "Runs: OK", text: sampleText.long } },
    "arabic-news": { props: { before: "Runs: OK", text: sampleText.arabic } },
  }),
];
