import type { ActivityEntry } from "../../contract/activity.ts";
import { eachState } from "../../gallery/eachState.ts";
import { at } from "../../gallery/sampleMoments.ts";
import { sampleText } from "../../gallery/sampleText.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { ActivityRow } from "./ActivityRow.tsx";

const entry = (
  kind: ActivityEntry["kind"],
  text: string,
  different: Partial<ActivityEntry> = {},
): ActivityEntry => ({
  id: kind,
  at: at(-600),
  kind,
  text,
  user_id: null,
  account_id: null,
  ...different,
});

const skipped =
  'kiro | skip "Kiro 1" — out of quota, resets 2026-03-24T06:04:59.000Z (reset after 332h 4m 59s)';

const entries: Readonly<Record<string, ActivityEntry>> = {
  account_skipped: entry("account_skipped", skipped),
  work_refused: entry("work_refused", "A session was refused. 3 of 3 sessions are running."),
  account_added: entry("account_added", 'Claude: "Claude 2" was added.'),
  account_removed: entry("account_removed", '"Claude 2" was removed.'),
  threshold_overridden: entry(
    "threshold_overridden",
    "Dana lets one start pass the Claude caps within 15 minutes. Why: the release",
  ),
  "of-another-year": entry("account_skipped", skipped, { at: at(-86_400 * 200) }),
  "long-words": entry("work_refused", sampleText.long),
  unbreakable: entry("account_added", `Claude: "${sampleText.unbreakable}" was added.`),
  arabic: entry("account_removed", sampleText.arabic),
};

function InList({ entry: one }: { entry: ActivityEntry }) {
  return (
    <ul>
      <ActivityRow entry={one} />
    </ul>
  );
}

export const stories = [
  storiesOf(
    "ActivityRow",
    InList,
    eachState(entries, (one) => ({ props: { entry: one } })),
  ),
];
