import { runId } from "../../gallery/examples.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { RunOutput } from "./RunOutput.tsx";

const id = runId(7);

export const stories = [
  storiesOf("RunOutput", RunOutput, {
    printed: { props: { id }, scenario: "busy" },
    long: { props: { id: runId(25) }, scenario: "long-names" },
    "no-such-run": { props: { id: runId(999) } },
    loading: { props: { id }, latency: Number.POSITIVE_INFINITY },
    offline: { props: { id }, scenario: "offline" },
    "off-contract": { props: { id }, scenario: "off-contract" },
    "everything-unknown": { props: { id }, scenario: "everything-unknown" },
  }),
];
