import type { ComputeUsage } from "../../contract/sessions.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds, unwell } from "../../gallery/worlds.ts";
import { NOON } from "../../gallery/settings.ts";
import { ComputeCard, ComputeGauge } from "./ComputeCard.tsx";

const HOUR = 3600;

const usage = (
  hours: number,
  quota: number | null,
  different: Partial<ComputeUsage> = {},
  working = 0,
) => ({
  props: {
    working,
    usage: {
      monthly_seconds: hours * HOUR,
      monthly_quota_seconds: quota === null ? null : quota * HOUR,
      daily_seconds: Math.min(hours, 2) * HOUR,
      tier: "member",
      period: "2026-03",
      resets_at: "2026-04-01T00:00:00.000Z",
      observed_at: NOON,
      upgrade_url: "https://leeway.example/upgrade",
      ...different,
    },
  },
});

export const stories = [
  storiesOf("ComputeCard", ComputeCard, {
    ...inWorlds({}, [
      "busy",
      "compute-quota-reached",
      "session-limit-reached",
      "unlimited",
      "empty",
      ...unwell,
    ]),
  }),
  storiesOf("ComputeGauge", ComputeGauge, {
    unused: usage(0, 80),
    ok: usage(12, 80),
    "ahead-of-pace": { ...usage(50, 80), note: "At this pace it is used up before it resets." },
    approaching: usage(64, 80),
    critical: usage(77, 80),
    exhausted: usage(80, 80),
    "over-the-quota": usage(83.4, 80),
    unlimited: usage(412, null),
    "none-allowed": usage(0, 0),
    tiny: usage(0.002, 80),
    huge: usage(123_456, 1_000_000),
    "something-works": {
      ...usage(0.005, 80, {}, 2),
      note: "With the clock live it counts on for a minute.",
    },
    "last-month": {
      ...usage(80, 80, { period: "2026-02", resets_at: "2026-03-01T00:00:00.000Z" }),
      note: "A month that is over stands in nobody’s way.",
    },
    "long-tier": usage(12, 80, { tier: "enterprise-with-premium-support-and-everything" }),
  }),
];
