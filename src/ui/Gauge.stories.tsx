import { eachState } from "../gallery/eachState.ts";
import {
  limitsByAge,
  limitsByKind,
  limitsByLevel,
  limitsExtreme,
  limitsHalfKnown,
} from "../gallery/sampleLimits.ts";
import { at } from "../gallery/sampleMoments.ts";
import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { runLimit } from "../domain/runWindow.ts";
import { Countdown } from "./Countdown.tsx";
import { Gauge } from "./Gauge.tsx";
import { NOON } from "../gallery/settings.ts";

const full = runLimit(
  {
    used: 10,
    max: 10,
    remaining: 0,
    window_seconds: 3600,
    next_slot_at: at(245),
    resets_at: at(2520),
  },
  NOON,
);

export const stories = [
  storiesOf("Gauge", Gauge, {
    ...eachState(
      {
        ...limitsByLevel,
        ...limitsByAge,
        ...limitsHalfKnown,
        ...limitsByKind,
        ...limitsExtreme,
      },
      (limit) => ({ props: { limit } }),
    ),
    "with-its-reset": {
      props: {
        limit: full,
        children: (
          <p className="mt-2 text-sm">
            The next window opens <Countdown until={at(245)} />.
          </p>
        ),
      },
    },
    "with-long-text": {
      props: { limit: full, children: <p className="mt-2 text-sm">{sampleText.long}</p> },
    },
    "stale-after-a-minute": {
      props: { limit: { ...full, observed_at: at(-61) }, staleAfterSeconds: 60 },
    },
    "old-but-not-stale": {
      props: { limit: { ...full, observed_at: at(-3000) }, staleAfterSeconds: 3600 },
      note: "Where a value is known to keep, its age is not told.",
    },
  }),
];
