import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { Toaster } from "./Toaster.tsx";

// They stay, so that they can be looked at.
const onDismiss = () => {};

const done = (text: string, id = 1) => ({ id, text, look: "done" as const });
const failed = (text: string, id = 1) => ({ id, text, look: "failed" as const });

export const stories = [
  storiesOf("Toaster", Toaster, {
    done: { props: { onDismiss, toasts: [done("Session stopped.")] } },
    failed: {
      props: { onDismiss, toasts: [failed("The session could not be stopped.")] },
      note: "Stays until it is dismissed.",
    },
    several: {
      props: {
        onDismiss,
        toasts: [done("Run started."), done("Project added.", 2), failed("Not copied.", 3)],
      },
    },
    many: {
      props: {
        onDismiss,
        toasts: Array.from({ length: 9 }, (_, id) => done(`Run ${id + 1} started.`, id)),
      },
    },
    "long-text": { props: { onDismiss, toasts: [failed(sampleText.long)] } },
    "unbreakable-text": { props: { onDismiss, toasts: [failed(sampleText.unbreakable)] } },
    arabic: {
      props: { onDismiss, toasts: [done(sampleText.arabic), failed(sampleText.mixed, 2)] },
    },
  }),
];
