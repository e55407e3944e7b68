import { computeWarning } from "../../domain/computeWarning.ts";
import type { ComputeUsage } from "../../contract/sessions.ts";
import { type Deed, Hand } from "../../gallery/Hand.tsx";
import { NOON } from "../../gallery/settings.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { inWorlds, unwell } from "../../gallery/worlds.ts";
import { ComputeBanner, ComputeWarningBar } from "./ComputeBanner.tsx";

const HOUR = 3600;

function Dismissed(deed: Deed) {
  return (
    <Hand {...deed}>
      <ComputeBanner />
    </Hand>
  );
}

function bar(hours: number, quota: number, different: Partial<ComputeUsage> = {}) {
  const usage: ComputeUsage = {
    monthly_seconds: hours * HOUR,
    monthly_quota_seconds: quota * HOUR,
    daily_seconds: 0,
    tier: "member",
    period: "2026-03",
    resets_at: "2026-04-01T00:00:00.000Z",
    observed_at: NOON,
    upgrade_url: "https://leeway.example/upgrade",
    ...different,
  };
  const warning = computeWarning(usage, Date.parse(NOON));
  if (!warning) throw new Error("There is nothing to warn of.");
  return { props: { warning, onDismiss: () => {} } };
}

export const stories = [
  storiesOf("ComputeBanner", Dismissed, {
    ...inWorlds({}, ["compute-nearly-used", "compute-quota-reached", "unlimited", ...unwell]),
    none: { props: {}, scenario: "busy", note: "Nothing to be seen: there is enough." },
    dismissed: {
      props: { presses: ["Dismiss"] },
      scenario: "compute-nearly-used",
      note: "Nothing to be seen: it was put away for this month, until 95 %.",
    },
  }),
  storiesOf("ComputeWarningBar", ComputeWarningBar, {
    approaching: bar(64, 80),
    critical: bar(76, 80),
    "almost-all": bar(79.99, 80),
    exhausted: bar(80, 80),
    "over-the-quota": bar(83.4, 80),
    "none-allowed": bar(0, 0),
    "without-an-upgrade": bar(64, 80, { upgrade_url: null }),
    "exhausted-without-an-upgrade": bar(80, 80, { upgrade_url: null }),
    seconds: bar(0.0125, 0.015),
    huge: bar(900_000, 1_000_000),
  }),
];
