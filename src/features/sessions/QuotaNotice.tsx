import { fromInstant, type Instant } from "../../contract/instant.ts";
import type { RunDetail } from "../../contract/runs.ts";
import { formatCountdown } from "../../domain/moment.ts";
import { Announce } from "../../ui/Announce.tsx";
import { useClockText } from "../../ui/ClockContext.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { RefusalNotice } from "../../ui/RefusalNotice.tsx";

export interface QuotaNoticeProps {
  session: Pick<RunDetail, "status" | "stops_at" | "end_reason" | "refusal">;
}

const THEN = "This session is then asked to stop, so save your work.";

/** The month's compute ends a session (seed 000): a warning ahead, and after it why, and what to do. */
export function QuotaNotice({ session }: QuotaNoticeProps) {
  const { status, stops_at, end_reason, refusal } = session;
  const warned = status === "running" && stops_at !== null;
  const stopped = end_reason === "compute_quota" && refusal;
  return (
    <>
      {/* Heard once: a countdown read out every second would drown all else. */}
      <Announce text={warned ? `Your month's compute is almost used up. ${THEN}` : ""} />
      {warned && <Warning stopsAt={stops_at} />}
      {stopped && refusal.reason === "compute_quota_exceeded" && <Stopped refusal={refusal} />}
    </>
  );
}

function Warning({ stopsAt }: { stopsAt: Instant }) {
  const title = useClockText((now) => {
    const left = formatCountdown(stopsAt, now);
    return `Your month's compute is used up${left === null ? "" : ` in ${left}`}.`;
  });
  return (
    <Notice look="warning" title={title}>
      {THEN}
    </Notice>
  );
}

type Exceeded = Extract<RunDetail["refusal"], { reason: "compute_quota_exceeded" }>;

/** Once the next month has begun, it is history, and nothing to be done about. */
function Stopped({ refusal }: { refusal: Exceeded }) {
  const standing = useClockText((now) => (fromInstant(refusal.resets_at) > now ? "yes" : "no"));
  return standing === "yes" && <RefusalNotice reasons={[refusal]} correlationId="" />;
}
