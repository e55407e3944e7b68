import { storiesOf } from "../gallery/story.tsx";
import { runLimit } from "../domain/runWindow.ts";
import { Gauge } from "./Gauge.tsx";

const NOW = "2026-03-10T10:00:00.000Z";
const LATER = "2026-03-10T10:42:00.000Z";

const used = (used: number, max = 10) =>
  runLimit(
    {
      used,
      max,
      remaining: Math.max(0, max - used),
      window_seconds: 3600,
      next_slot_at: used >= max ? LATER : null,
      resets_at: used > 0 ? LATER : null,
    },
    NOW,
  );

export const stories = [
  storiesOf("Gauge", Gauge, {
    ok: { props: { limit: used(3) } },
    approaching: { props: { limit: used(8) } },
    critical: { props: { limit: used(19, 20) } },
    exhausted: { props: { limit: used(10) } },
  }),
];
