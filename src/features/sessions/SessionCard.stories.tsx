import { runId } from "../../gallery/examples.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds } from "../../gallery/worlds.ts";
import { SessionCard } from "./SessionCard.tsx";

const id = runId(1);

export const stories = [
  storiesOf("SessionCard", SessionCard, {
    running: { props: { id }, scenario: "session-limit-reached" },
    succeeded: { props: { id }, scenario: "long-names", note: "Ended with code 0." },
    failed: { props: { id: runId(2) }, scenario: "long-names" },
    ...inWorlds({ id }, ["everything-unknown", "offline", "off-contract", "html-error"]),
    "no-such-session": { props: { id: runId(999) } },
  }),
];
