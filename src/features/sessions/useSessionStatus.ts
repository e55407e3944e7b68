import { useEffect } from "react";
import { useEndpoint } from "../../api/useEndpoint.ts";
import { fromInstant, toInstant } from "../../contract/instant.ts";
import { reachesQuotaAt } from "../../domain/compute.ts";
import { useSessionUsage } from "../../stores/session-usage.ts";

/** Work that runs uses compute without a word; a look so often keeps the total true. */
const LOOK_SECONDS = 30;

/** The caller's sessions and compute usage, kept true; the store learns from every answer. */
export function useSessionStatus() {
  const asked = useEndpoint("sessions", "batchStatus", {}, ({ usage, running }) => [
    toInstant(fromInstant(usage.observed_at) + LOOK_SECONDS * 1000),
    reachesQuotaAt(usage, running),
    usage.resets_at,
  ]);
  const take = useSessionUsage((store) => store.take);
  const usage = asked.data?.data.usage;
  useEffect(() => {
    if (usage) take(usage);
  }, [usage, take]);
  return asked;
}
