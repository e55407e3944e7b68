import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { CrashNotice } from "./CrashNotice.tsx";

const resetErrorBoundary = () => {};

export const stories = [
  storiesOf("CrashNotice", CrashNotice, {
    error: {
      props: { error: new TypeError("Cannot read properties of undefined"), resetErrorBoundary },
    },
    "not-an-error": { props: { error: "cancelled", resetErrorBoundary } },
    "without-message": { props: { error: new Error(""), resetErrorBoundary } },
    "long-message": { props: { error: new Error(sampleText.long), resetErrorBoundary } },
    "unbreakable-message": {
      props: { error: new Error(sampleText.unbreakable), resetErrorBoundary },
    },
    "arabic-message": { props: { error: new Error(sampleText.arabic), resetErrorBoundary } },
  }),
];
