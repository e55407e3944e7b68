import type { Run } from "../../contract/runs.ts";
import { ago, LONG_WORD, over, RIGHT_TO_LEFT, sessionWith } from "../../gallery/examples.ts";
import { NOON } from "../../gallery/settings.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { SessionRow } from "./SessionRow.tsx";

/** A row, in the list that it belongs to. */
function Listed({ session }: { session: Run }) {
  return (
    <ul>
      <SessionRow session={session} asOf={NOON} />
    </ul>
  );
}

const row = (different: Partial<Run> = {}) => ({
  props: { session: sessionWith({ compute_seconds: 420, ...different }) },
});

export const stories = [
  storiesOf("SessionRow", Listed, {
    running: row(),
    "without-a-project": row({ project_id: null }),
    unnamed: row({ name: null }),
    stopping: row({ status: "stopping" }),
    "just-started": row({ started_at: ago(3), admitted_at: ago(3), compute_seconds: 2.4 }),
    "will-be-stopped": row({ stops_at: ago(-42) }),
    "being-stopped-by-the-quota": row({ status: "stopping", end_reason: "compute_quota" }),
    "stopped-by-the-quota": row(over("stopped", "compute_quota")),
    "stop-is-due": row({ stops_at: ago(0) }),
    stopped: row(over("stopped", "stopped")),
    succeeded: row(over("succeeded", "exited", 0)),
    failed: row(over("failed", "exited", 1)),
    "server-lost": row(over("stopped", "server_lost")),
    "for-days": row({
      started_at: ago(400_000),
      admitted_at: ago(400_000),
      compute_seconds: 399_990,
    }),
    long: row({ name: LONG_WORD, project_id: "acme/".padEnd(100, "long-name-") }),
    "right-to-left": row({ name: RIGHT_TO_LEFT }),
  }),
];
