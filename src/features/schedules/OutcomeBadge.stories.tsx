import { RunStatus } from "../../contract/runs.ts";
import { eachState } from "../../gallery/eachState.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { OutcomeBadge } from "./OutcomeBadge.tsx";

const statuses = { ...RunStatus.def.entries, starting: "starting", missed: "missed" } as const;

export const stories = [
  storiesOf(
    "OutcomeBadge",
    OutcomeBadge,
    eachState(statuses, (status) => ({ props: { status } })),
  ),
];
