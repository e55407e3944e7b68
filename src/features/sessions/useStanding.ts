import { useDecision } from "../../api/useDecision.ts";
import type { Decision } from "../../contract/decision.ts";
import { fromInstant } from "../../contract/instant.ts";
import type { Refusal } from "../../contract/refusal.ts";
import { computeRefusal } from "../../domain/compute.ts";
import { useSessionUsage } from "../../stores/session-usage.ts";
import { useClock, useClockText } from "../../ui/ClockContext.tsx";
import { useSessionStatus } from "./useSessionStatus.ts";

/**
 * What stands in the way of a new session: the month's compute as the store knows it, or what the
 * server says. A new month frees it by itself, before anybody is asked.
 * An `agent` that is asked for is one whose accounts count too.
 */
export function useStanding(agent: string | null = null) {
  useSessionStatus();
  const usage = useSessionUsage((store) => store.usage);
  const decision = useDecision({ kind: "session", ...(agent !== null && { provider: agent }) });
  const clock = useClock();
  const answer = decision.data?.data ?? null;
  // The store first: the banner above speaks from it too, and both say the same.
  const standing = (now: number): Refusal[] => {
    const known = computeRefusal(usage, now);
    const others = reasonsAt(answer, now).filter(({ reason }) => reason !== known?.reason);
    return known ? [known, ...others] : others;
  };
  useClockText((now) =>
    standing(now)
      .map(({ reason }) => reason)
      .join(),
  );
  const reasons = standing(clock.now());
  return { refusal: reasons[0] ?? null, reasons, decision };
}

/** What is left of an answer: a month that is over stands in nobody's way. */
const reasonsAt = (decision: Decision | null, now: number): Refusal[] =>
  decision?.reasons.filter(
    (reason) => reason.reason !== "compute_quota_exceeded" || fromInstant(reason.resets_at) > now,
  ) ?? [];
