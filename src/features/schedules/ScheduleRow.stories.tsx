import { LONG_MESSAGE, LONG_WORD, RIGHT_TO_LEFT } from "../../gallery/examples.ts";
import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { mixedOutcomes, scheduleWith } from "../../gallery/sampleSchedules.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { ScheduleRow, type ScheduleRowProps } from "./ScheduleRow.tsx";

type Listed = Deed & Pick<ScheduleRowProps, "schedule"> & Partial<ScheduleRowProps>;

/** A row, in the list that it belongs to. */
const Row = ({ fills, presses, schedule, owner = null, readOnly = null }: Listed) => (
  <Hand fills={fills} presses={presses}>
    <ul>
      <ScheduleRow
        schedule={schedule}
        owner={owner}
        readOnly={readOnly}
        onEdit={() => {}}
        projectHref={(id) => `/projects/${encodeURIComponent(id)}`}
      />
    </ul>
  </Hand>
);

const schedule = scheduleWith();

export const stories = [
  storiesOf("ScheduleRow", Row, {
    on: { props: { schedule } },
    paused: { props: { schedule: scheduleWith({ enabled: false, next_fires: [] }) } },
    new: { props: { schedule: scheduleWith({ last_outcomes: [] }) } },
    "in-trouble": { props: { schedule: scheduleWith({ last_outcomes: mixedOutcomes }) } },
    "for-a-provider": {
      props: { schedule: scheduleWith({ provider: "claude", model: "opus", on_refusal: "park" }) },
    },
    "at-a-price": {
      props: { schedule: scheduleWith({ on_refusal: "park", allow_overage: true }) },
    },
    "of-another": { props: { schedule, owner: "sam" } },
    "read-only": { props: { schedule, readOnly: "Viewers only read." } },
    pausing: { props: { schedule, presses: ["Pause"] }, latency: Number.POSITIVE_INFINITY },
    deleting: { props: { schedule, presses: ["Delete"] } },
    long: { props: { schedule: scheduleWith({ name: LONG_WORD, message: LONG_MESSAGE }) } },
    "right-to-left": {
      props: { schedule: scheduleWith({ name: RIGHT_TO_LEFT, message: RIGHT_TO_LEFT }) },
    },
  }),
];
