import { eachState } from "../gallery/eachState.ts";
import {
  limitsByAge,
  limitsByKind,
  limitsByLevel,
  limitsExtreme,
  limitsHalfKnown,
} from "../gallery/sampleLimits.ts";
import { sampleText } from "../gallery/sampleText.ts";
import { storiesOf } from "../gallery/story.tsx";
import { concurrencyLimit } from "../domain/concurrency.ts";
import { NOON } from "../gallery/settings.ts";
import { SmallGauge } from "./SmallGauge.tsx";

const slots = (active: number, max: number, queued = 0) =>
  concurrencyLimit({ active, max, queued }, NOON);
const label = "Concurrency of Acme web";

export const stories = [
  storiesOf("SmallGauge", SmallGauge, {
    ...eachState(
      {
        ...limitsByLevel,
        due: limitsByAge["due"] ?? slots(0, 2),
        ...limitsHalfKnown,
        "slots-full": limitsByKind["slots-full"] ?? slots(2, 2),
        "slots-lowered-below-use": slots(4, 2),
        "slots-none": slots(0, 0),
        "huge-numbers": limitsExtreme["huge-numbers"] ?? slots(0, 2),
      },
      (limit) => ({ props: { limit, label: `${limit.label} of Acme web` } }),
    ),
    queueing: { props: { limit: slots(2, 2, 3), label, children: "3 wait" } },
    "queueing-by-the-thousand": { props: { limit: slots(2, 2), label, children: "1,204 wait" } },
    "arabic-aside": { props: { limit: slots(1, 2), label, children: sampleText.arabic } },
  }),
];
