import { useState } from "react";
import { WEB } from "../../gallery/examples.ts";
import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds, unwell } from "../../gallery/worlds.ts";
import { RunForm } from "./RunForm.tsx";

interface FormProps extends Deed {
  project?: string;
}

/** Keeps the project, as its page does. */
function Form({ project = WEB, ...deed }: FormProps) {
  const [projectId, setProjectId] = useState(project);
  return (
    <Hand {...deed}>
      <RunForm projectId={projectId} onProject={setProjectId} />
    </Hand>
  );
}

const started = { fills: { Message: "Fix the flaky checkout test" }, presses: ["Start run"] };

export const stories = [
  storiesOf("RunForm", Form, {
    ...inWorlds({}, [
      "fresh",
      "busy",
      "nearly-full",
      "run-quota-exhausted",
      "no-runs-allowed",
      "compute-quota-reached",
      "at-maximum-concurrency",
      "queue-of-three",
      "lock-held",
      "long-names",
      ...unwell,
    ]),
    waiting: {
      props: { fills: started.fills, presses: ["Wait if"] },
      scenario: "run-quota-exhausted",
    },
    "waiting-is-no-use": { props: { presses: ["Wait if"] }, scenario: "no-runs-allowed" },
    parked: {
      props: { fills: started.fills, presses: ["Wait if", "Park run"] },
      scenario: "run-quota-exhausted",
    },
    "no-place-to-wait": {
      props: { fills: started.fills, presses: ["Wait if", "Park run"] },
      scenario: "parked-runs",
      note: "As many wait as may wait.",
    },
    filled: { props: { fills: started.fills } },
    "no-message": { props: { presses: ["Start run"] } },
    starting: { props: started, latency: Number.POSITIVE_INFINITY },
    "start-unknown": { props: started, scenario: "offline" },
    "start-failed": { props: { ...started, project: "gone" }, scenario: "busy" },
  }),
];
