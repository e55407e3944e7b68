import { fromInstant, type Instant, toInstant } from "../contract/instant.ts";
import type { Reason, Refusal, RefusalOf } from "../contract/refusal.ts";
import { type Remedy, refusals } from "./refusals.ts";

export interface Explanation {
  status: number;
  title: string;
  sentence: string;
  /** When waiting helps; null if it needs an act, or the moment is unknown. */
  until: Instant | null;
  until_label: string;
  /** Free ones first. */
  remedies: Remedy[];
}

/** One refusal in words: what stands in the way, until when, and what to do about it. */
export function explain<R extends Reason>(
  refusal: RefusalOf<R> | Refusal,
  now: number,
): Explanation {
  const row = refusals[refusal.reason as R];
  const given = refusal as RefusalOf<R>;
  const until = row.until(given);
  return {
    status: row.status,
    title: row.title,
    sentence: row.sentence(given),
    until:
      until !== null && typeof until === "object" ? toInstant(now + until.seconds * 1000) : until,
    until_label: typeof row.until_label === "string" ? row.until_label : row.until_label(given),
    remedies: freeFirst(row.remedies(given)),
  };
}

/** What helps against all of them, each said once. */
export const remediesOf = (explanations: readonly Explanation[]): Remedy[] =>
  freeFirst(
    explanations
      .flatMap(({ remedies }) => remedies)
      .filter(
        ({ label, href }, index, all) =>
          all.findIndex((other) => other.label === label && other.href === href) === index,
      ),
  );

const costs: readonly Remedy["cost"][] = ["free", "paid"];
const freeFirst = (remedies: readonly Remedy[]): Remedy[] =>
  remedies.toSorted((a, b) => costs.indexOf(a.cost) - costs.indexOf(b.cost));

/** When all of them have lifted: the latest `until`; null if there are none or one needs an act. */
export function retryAt(reasons: readonly Refusal[], now: number): Instant | null {
  let latest: Instant | null = null;
  for (const reason of reasons) {
    const { until } = explain(reason, now);
    if (until === null) return null;
    if (latest === null || fromInstant(until) > fromInstant(latest)) latest = until;
  }
  return latest;
}
