import type { RunQuota } from "../../contract/quota.ts";
import { ago } from "../../gallery/examples.ts";
import { NOON } from "../../gallery/settings.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds, unwell } from "../../gallery/worlds.ts";
import { RunQuotaCard, RunQuotaGauge } from "./RunQuotaCard.tsx";

const quota = (used: number, max: number, different: Partial<RunQuota> = {}) => ({
  observedAt: NOON,
  quota: {
    used,
    max,
    remaining: Math.max(0, max - used),
    window_seconds: 3600,
    next_slot_at: used >= max && max > 0 ? ago(-300) : null,
    resets_at: used > 0 ? ago(-3540) : null,
    ...different,
  },
});

export const stories = [
  storiesOf("RunQuotaCard", RunQuotaCard, {
    ...inWorlds({}, [
      "fresh",
      "busy",
      "nearly-full",
      "run-quota-exhausted",
      "no-runs-allowed",
      "empty",
      "long-names",
      ...unwell,
    ]),
  }),
  storiesOf("RunQuotaGauge", RunQuotaGauge, {
    unused: { props: quota(0, 10) },
    ok: { props: quota(3, 10) },
    approaching: { props: quota(8, 10) },
    "one-left": { props: quota(9, 10) },
    critical: { props: quota(19, 20) },
    exhausted: { props: quota(10, 10) },
    "exhausted-until-unknown": { props: quota(10, 10, { next_slot_at: null, resets_at: null }) },
    due: {
      props: quota(10, 10, { next_slot_at: ago(1) }),
      note: "The moment has come; the answer is being renewed.",
    },
    "over-the-limit": {
      props: quota(12, 10),
      note: "The limit was lowered below what is used.",
    },
    "none-allowed": { props: quota(0, 0) },
    huge: { props: quota(812_345, 1_000_000) },
    "a-day-long": { props: quota(4, 10, { window_seconds: 86_400, resets_at: ago(-80_000) }) },
    stale: {
      props: { ...quota(3, 10), observedAt: ago(7200) },
      note: "Observed two hours ago.",
    },
  }),
];
