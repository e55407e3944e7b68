import type { Advice } from "../contract/advice.ts";
import { formatPct } from "./percent.ts";

type Kind = Advice["kind"];

const sentences: { readonly [K in Kind]: (advice: Extract<Advice, { kind: K }>) => string } = {
  concurrency_full: () =>
    "This repository is at maximum concurrency. A new run will queue until an active run completes.",
  pr_lock_held: ({ queue_depth }) =>
    `The repository advisory lock is held during PR delivery to prevent concurrent writes. Runs queued: ${queue_depth}.`,
  approaching: ({ label, used_pct }) => `${label}: ${formatPct(used_pct)} used.`,
  snapshot_stale: () => "The last value of this account is old. It may have changed.",
  gate_open_unknown: ({ label }) => `${label} is unknown, so it does not hold anything back.`,
};

/** One piece of advice in words. */
export function advise<K extends Kind>(advice: Extract<Advice, { kind: K }> | Advice): string {
  return sentences[advice.kind as K](advice as Extract<Advice, { kind: K }>);
}
