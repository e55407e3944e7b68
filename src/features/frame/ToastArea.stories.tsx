import { useEffect } from "react";
import { LONG_WORD, RIGHT_TO_LEFT } from "../../gallery/examples.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { type Toast, useToasts } from "../../stores/toasts.ts";
import { ToastArea } from "./ToastArea.tsx";

type Word = Omit<Toast, "id">;

/** Says them again whenever they are gone, so that they can be looked at. */
function Said({ words }: { words: readonly Word[] }) {
  const { toasts, show } = useToasts();
  const gone = toasts.length === 0;
  useEffect(() => {
    if (gone) for (const { text, look } of words) show(text, look);
  }, [gone, show, words]);
  return (
    <div className="min-h-40">
      <p className="text-muted">Toasts stand at the foot of the window.</p>
      <ToastArea />
    </div>
  );
}

const done = (text: string): Word => ({ text, look: "done" });
const failed = (text: string): Word => ({ text, look: "failed" });

export const stories = [
  storiesOf("ToastArea", Said, {
    none: { props: { words: [] } },
    done: { props: { words: [done("Run started")] }, note: "Goes by itself, and comes back here." },
    failed: { props: { words: [failed("Not cancelled: no answer came.")] } },
    three: {
      props: { words: [done("Run queued, place 3"), failed("Not stopped."), done("Run started")] },
      note: "More than three at once nobody reads.",
    },
    long: { props: { words: [failed(`Not added: ${LONG_WORD} ${LONG_WORD} is there already.`)] } },
    "right-to-left": { props: { words: [done(RIGHT_TO_LEFT)] } },
  }),
];
