import { ago } from "../../gallery/examples.ts";
import { refusalsByReason, refusalsDue } from "../../gallery/sampleRefusals.ts";
import { storiesOf } from "../../gallery/story.tsx";
import { QuotaNotice, type QuotaNoticeProps } from "./QuotaNotice.tsx";

const { compute_quota_exceeded: exceeded } = refusalsByReason;

const session = (different: Partial<QuotaNoticeProps["session"]> = {}) => ({
  props: {
    session: {
      status: "running" as const,
      stops_at: null,
      end_reason: null,
      refusal: null,
      ...different,
    },
  },
});
const stopped = { status: "stopped", end_reason: "compute_quota", stops_at: ago(60) } as const;

export const stories = [
  storiesOf("QuotaNotice", QuotaNotice, {
    "enough-left": session(),
    "a-minute-left": session({ stops_at: ago(-60) }),
    "seconds-left": session({ stops_at: ago(-4) }),
    "none-left": session({ stops_at: ago(1) }),
    stopping: session({ ...stopped, status: "stopping", refusal: exceeded }),
    stopped: session({ ...stopped, refusal: exceeded }),
    "stopped-without-upgrade": session({
      ...stopped,
      refusal: { ...exceeded, upgrade_url: null },
    }),
    "stopped-last-month": {
      ...session({ ...stopped, refusal: refusalsDue["month-due"] ?? null }),
      note: "A month that is over stands in nobody’s way.",
    },
  }),
];
