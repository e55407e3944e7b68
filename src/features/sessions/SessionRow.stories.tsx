import type { Run } from "../../contract/runs.ts";
import { ago, LONG_WORD, over, RIGHT_TO_LEFT, sessionWith } from "../../gallery/examples.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { SessionRow } from "./SessionRow.tsx";

/** A row, in the list that it belongs to. */
function Listed({ session }: { session: Run }) {
  return (
    <ul>
      <SessionRow session={session} />
    </ul>
  );
}

const row = (different: Partial<Run> = {}) => ({ props: { session: sessionWith(different) } });

export const stories = [
  storiesOf("SessionRow", Listed, {
    running: row(),
    "without-a-project": row({ project_id: null }),
    unnamed: row({ name: null }),
    stopping: row({ status: "stopping" }),
    stopped: row(over("stopped", "stopped")),
    succeeded: row(over("succeeded", "exited", 0)),
    failed: row(over("failed", "exited", 1)),
    "server-lost": row(over("failed", "server_lost")),
    "for-days": row({ started_at: ago(400_000), admitted_at: ago(400_000) }),
    long: row({ name: LONG_WORD, project_id: "acme/".padEnd(100, "long-name-") }),
    "right-to-left": row({ name: RIGHT_TO_LEFT }),
  }),
];
