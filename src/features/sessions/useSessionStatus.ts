import { useEffect } from "react";
import { useEndpoint } from "../../api/useEndpoint.ts";
import { statusChangesAt } from "../../domain/computeNow.ts";
import { useSessionUsage } from "../../stores/session-usage.ts";

/** The caller's sessions and compute usage, kept true; the store learns from every answer. */
export function useSessionStatus() {
  const asked = useEndpoint("sessions", "batchStatus", {}, statusChangesAt);
  const take = useSessionUsage((store) => store.take);
  const usage = asked.data?.data.usage;
  const { dataUpdatedAt: receivedAt } = asked;
  useEffect(() => {
    if (usage) take(usage, receivedAt);
  }, [usage, receivedAt, take]);
  return asked;
}
