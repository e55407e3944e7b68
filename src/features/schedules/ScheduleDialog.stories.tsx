import type { Schedule } from "../../contract/schedules.ts";
import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { Opening } from "../../gallery/Opening.tsx";
import { scheduleWith } from "../../gallery/sampleSchedules.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { ScheduleDialog } from "./ScheduleDialog.tsx";

function Writing({ schedule = null, fills, presses }: Deed & { schedule?: Schedule | null }) {
  return (
    <Hand fills={fills} presses={presses}>
      <Opening open>{(dialog) => <ScheduleDialog {...dialog} schedule={schedule} />}</Opening>
    </Hand>
  );
}

const fills = { Name: "Nightly checks", Message: "Run the slow test suite", Cron: "30 2 * * *" };
const saving = { fills, presses: ["Save"] };

export const stories = [
  storiesOf("ScheduleDialog", Writing, {
    new: { props: {} },
    edit: { props: { schedule: scheduleWith() } },
    filled: { props: { fills } },
    saved: { props: saving },
    saving: { props: saving, scenario: "slow", note: "Each answer takes three seconds." },
    "nothing-filled": { props: { presses: ["Save"] } },
    "cron-refused": { props: { ...saving, fills: { ...fills, Cron: "every morning" } } },
    "cron-never-comes": { props: { ...saving, fills: { ...fills, Cron: "0 0 30 2 *" } } },
    "time-zone-refused": { props: { ...saving, fills: { ...fills, "Time zone": "Mars/Olympus" } } },
    gone: {
      props: { schedule: scheduleWith(), fills: { Name: "Other" }, presses: ["Save"] },
      note: "Somebody has deleted it meanwhile.",
    },
    "no-projects": { props: {}, scenario: "empty" },
    loading: { props: {}, latency: Number.POSITIVE_INFINITY },
    offline: { props: {}, scenario: "offline" },
    "engine-unavailable": { props: {}, scenario: "everything-unknown" },
  }),
];
