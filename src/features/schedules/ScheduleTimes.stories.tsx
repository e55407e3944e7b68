import { LONG_WORD } from "../../gallery/examples.ts";
import { mixedOutcomes, scheduleWith } from "../../gallery/sampleSchedules.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { LastOutcomes, NextFires } from "./ScheduleTimes.tsx";

const missed = { fired_at: "2026-03-10T09:00:00.000Z", run_id: null, status: "missed" } as const;

export const stories = [
  storiesOf("NextFires", NextFires, {
    three: { props: { schedule: scheduleWith() } },
    "another-time-zone": { props: { schedule: scheduleWith({ timezone: "Asia/Kolkata" }) } },
    "time-zone-unknown-here": { props: { schedule: scheduleWith({ timezone: "Mars/Olympus" }) } },
    paused: { props: { schedule: scheduleWith({ enabled: false, next_fires: [] }) } },
    never: { props: { schedule: scheduleWith({ next_fires: [] }) } },
  }),
  storiesOf("LastOutcomes", LastOutcomes, {
    two: { props: { schedule: scheduleWith() } },
    mixed: { props: { schedule: scheduleWith({ last_outcomes: mixedOutcomes }) } },
    none: { props: { schedule: scheduleWith({ last_outcomes: [] }) } },
    "no-place-to-break": {
      props: {
        schedule: scheduleWith({ last_outcomes: [{ ...missed, reason: LONG_WORD.repeat(3) }] }),
      },
    },
  }),
];
